/** The value of `make`, or `other` if it throws. For calls that report failure only by throwing. */
export function orElse<Value, Other>(make: () => Value, other: Other): Value | Other {
  try {
    return make()
  } catch {
    return other
  }
}
