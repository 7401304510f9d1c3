/** As a sentence begins. A first letter that has no capital, or is one, stays. */
export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase())
