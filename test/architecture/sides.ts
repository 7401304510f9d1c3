const inClasses =
  /(?<=[\s'"`:!-])(?:[mp][lr]-(?:[\d[(]|auto|px)|(?:left|right)-(?!1\/2)(?:[\d[(]|auto|full|px)|text-(?:left|right)\b|(?:border|rounded)-[lr](?=[\s'"`-])|rounded-[tb][lr]\b|scroll-[mp][lr]-)/g
const inStyles =
  /\b(?:(?:margin|padding|border)(?:-(?:left|right)|Left|Right)|(?:left|right)(?=:)|text-?[aA]lign: '?(?:left|right))/g

/** Uses of left and right where start and end are required, each with its position. */
export function listSides(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) => {
    const isStyle = path.endsWith('.css') || line.includes('style=')
    const sides = [...line.matchAll(inClasses), ...(isStyle ? line.matchAll(inStyles) : [])]
    return sides.map(([side]) => `${path}:${at + 1}: ${side}`)
  })
}
