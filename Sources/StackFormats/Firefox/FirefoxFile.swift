/// The parts of the format that are read.
struct FirefoxFile: Decodable {
  struct Meta: Decodable {
    var preprocessedProfileVersion: Int
    var product: String?
    var categories: [Category]?
  }

  struct Category: Decodable {
    var name: String
  }

  struct Library: Decodable {
    var path: String?
    var name: String?
  }

  struct Thread: Decodable {
    var samples: Samples
    var stackTable: Stacks?
    var frameTable: Frames?
    var funcTable: Functions?
    var resourceTable: Resources?
    var stringArray: [String]?
  }

  /// Where later versions keep the tables of all threads.
  struct Shared: Decodable {
    var stackTable: Stacks?
    var frameTable: Frames?
    var funcTable: Functions?
    var resourceTable: Resources?
    var stringArray: [String]?
  }

  struct Samples: Decodable {
    var stack: [Int?]
    var weight: [Double?]?
    var weightType: String?
  }

  struct Stacks: Decodable {
    var frame: [Int]
    var prefix: [Int?]
  }

  struct Frames: Decodable {
    var function: [Int]
    var category: [Int?]?

    enum CodingKeys: String, CodingKey {
      case function = "func"
      case category
    }
  }

  struct Functions: Decodable {
    var name: [Int]
    var resource: [Int]?
  }

  struct Resources: Decodable {
    var lib: [Int?]?
  }

  var meta: Meta
  var libs: [Library]?
  var shared: Shared?
  var threads: [Thread]
}
