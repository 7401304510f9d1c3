/** The value, or the other one where making it throws: for calls that have no other way to say no. */
export function orElse<Value, Other>(make: () => Value, other: Other): Value | Other {
  try {
    return make()
  } catch {
    return other
  }
}
