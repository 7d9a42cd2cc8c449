#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
namespace { struct Hidden { int value; bool operator<(const Hidden &o) const { return value < o.value; } int operator()(int a) const { return a + value; } operator std::string() const { return std::to_string(value); } operator bool() const { return value; } int operator[](int i) { return i; } Hidden *operator->() { return this; } Hidden &operator<<=(int) { return *this; } }; 
 template <typename T> __attribute__((noinline)) T twice(T t) { return t + t; } }
namespace shapes {
  struct Base { virtual ~Base() {} virtual int area() const = 0; };
  struct Side { virtual int side(int) { return 1; } };
  struct Square : Base, Side { int n = 2; int area() const override { return n * n; } int side(int x) override { return x; } int sum() const { auto add = [this](int x) { return x + n; }; return add(1); } void *operator new(size_t n) { return malloc(n); } void operator delete(void *p) { free(p); } };
  template <typename F> __attribute__((noinline)) int apply(F f, int n) { return f(n); }
  __attribute__((noinline)) int (*choose(bool b))(int) { return b ? +[](int x) { return x; } : +[](int x) { return -x; }; }
  template <int N, typename... A> __attribute__((noinline)) int count(A... a) { return N + sizeof...(a); }
  template <typename T> auto convert(T t) -> decltype(t + 1) { return t + 1; }
  std::map<std::string, std::vector<int>> table;
  int operator""_sq(unsigned long long n) { return n * n; }
}
int main(int argc, char **argv) {
  std::vector<Hidden> v; for (int i = 0; i < argc; i++) v.push_back({i});
  std::sort(v.begin(), v.end(), [](const Hidden &a, const Hidden &b) { return a < b; });
  shapes::table[argv[0]].push_back(argc);
  std::unique_ptr<shapes::Square> s(new shapes::Square);
  std::function<int(int)> f = [&](int x) { return x + s->area(); };
  int r = shapes::apply(f, 3) + shapes::apply([&](int n) { return n * argc; }, 4) + shapes::choose(argc > 1)(2);
  using namespace shapes;
  return r + s->sum() + twice(2) + (int)twice(2.0) + shapes::count<3>(1, 2.0, "x") + shapes::convert(3) + 5_sq + v[0](1) + bool(v[0]) + std::string(v[0]).size() + v[0][1] + v[0]->value + (v[0] <<= 1).value;
}
