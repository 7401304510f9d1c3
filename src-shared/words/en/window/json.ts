import { plural } from '#shared/text/plural.ts'

/** Texts of the JSON tree. */
export const json = {
  label: 'JSON',
  copyPath: (path: string) => `Copy path ${path}`,
  copyAll: 'Copy JSON',
  keys: (count: number) => plural(count, 'key'),
  items: (count: number) => plural(count, 'item'),
  more: (count: number) => `Show ${count.toLocaleString('en')} more`,
  unfoldAll: 'Expand all',
  foldAll: 'Collapse all',
}
