/** Upper-cases the first letter, if it has an upper case. */
export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase())
