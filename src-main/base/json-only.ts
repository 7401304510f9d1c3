class JsonOnly {}

/**
 * The same, of a class of its own. The wires look through every value of a plain object, for dates and the like, and copy
 * it; any other object they hand to JSON as it is. For what holds nothing but JSON, and much of it.
 */
export const jsonOnly = <Value extends object>(value: Value): Value => Object.assign(new JsonOnly(), value)
