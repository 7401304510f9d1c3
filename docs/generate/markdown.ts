/** Notice at the head of a generated page. */
export const generated = (from: string): string =>
  `<!-- Generated from ${from} by \`npm run docs\`. Do not edit. -->`

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
