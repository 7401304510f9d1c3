import type { Faces } from './face.ts'
import type { LayoutNode } from './layout/layout.ts'

/** The nodes whose titles have the text: first those that begin with it, each in the order of the graph. */
export function listTitled(nodes: readonly LayoutNode[], faces: Faces, text: string): string[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return []
  const first: string[] = []
  const rest: string[] = []
  for (const { key } of nodes) {
    const title = faces.get(key)?.title.toLocaleLowerCase() ?? ''
    if (title.startsWith(wanted)) first.push(key)
    else if (title.includes(wanted)) rest.push(key)
  }
  return [...first, ...rest]
}

/** The next node after `from` whose task has failed, around the end; null when none has. */
export function findFailed(
  nodes: readonly LayoutNode[],
  faces: Faces,
  { from, step }: { readonly from: string | null; readonly step: 1 | -1 },
): string | null {
  const failed = nodes.filter(({ key }) => faces.get(key)?.status === 'failed')
  const places = new Map(nodes.map(({ key }, at) => [key, at]))
  const here = from === null ? -1 : (places.get(from) ?? -1)
  const placeOf = ({ key }: LayoutNode): number => places.get(key) ?? 0
  const ahead =
    step === 1
      ? failed.find((node) => placeOf(node) > here)
      : failed.findLast((node) => placeOf(node) < (here === -1 ? nodes.length : here))
  return (ahead ?? (step === 1 ? failed[0] : failed.at(-1)))?.key ?? null
}
