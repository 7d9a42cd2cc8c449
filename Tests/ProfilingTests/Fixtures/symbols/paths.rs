// Its symbols are a fixture: paths with traits, generics and closures.
use std::collections::BTreeMap;
use std::fmt;

trait Shape {
    fn area(&self) -> u64;
}

struct Square<T>(T);

impl Shape for Square<u32> {
    #[inline(never)]
    fn area(&self) -> u64 {
        u64::from(self.0) * u64::from(self.0)
    }
}

impl<T: fmt::Debug> fmt::Display for Square<T> {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

#[inline(never)]
fn apply<F: Fn(u64) -> u64>(f: F, n: u64) -> u64 {
    f(n)
}

fn main() {
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Square(std::env::args().count() as u32))];
    let mut sizes = BTreeMap::new();
    for shape in &shapes {
        sizes.insert(shape.area(), format!("{}", Square(&["a"][..])));
    }
    println!("{} {:?}", apply(|n| n + shapes.len() as u64, 3), sizes);
}
