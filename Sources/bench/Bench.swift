import BenchTool
import Suites

@main
struct Bench {
  static func main() async {
    await BenchTool.main(Suites.all)
  }
}
