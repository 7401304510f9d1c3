/** What the layout needs to know of a task. */
export interface LayoutItem {
  readonly key: string
  readonly kind: 'task' | 'group'
  readonly parent: string | null
  readonly dependsOn: readonly string[]
}

export interface Link {
  readonly from: string
  readonly to: string
}

/** Who is drawn, inside which frame, and what must stand left of what there. The container `null` is the canvas. */
export interface Outline {
  readonly members: ReadonlyMap<string | null, readonly string[]>
  readonly frames: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  /** The dependencies to draw, between what is drawn. */
  readonly edges: readonly Link[]
  /** Between members of one container: `from` must end before `to` begins. */
  readonly order: ReadonlyMap<string | null, readonly Link[]>
  /** The innermost container that holds both, and its members that they are in. */
  meetingPoint(from: string, to: string): Meeting
}

interface Meeting {
  readonly container: string | null
  readonly fromMember: string
  readonly toMember: string
}

/**
 * Groups become frames where that is possible: two groups whose tasks wait for each other crosswise cannot stand side
 * by side, so these are dissolved into a node that stands left of its tasks.
 */
export function containersOf(items: readonly LayoutItem[], collapsed: ReadonlySet<string>): Outline {
  const tree = readTree(items, collapsed)
  const dissolved = new Set<string>()
  for (;;) {
    const outline = outlineOf(tree, dissolved)
    const crossed = [...outline.order.values()]
      .filter((links) => links.some(({ from, to }) => outline.frames.has(from) || outline.frames.has(to)))
      .flatMap((links) => listCircular(links))
      .filter((key) => outline.frames.has(key))
    if (crossed.length === 0) return outline
    for (const key of crossed) dissolved.add(key)
  }
}

interface Tree {
  readonly parents: ReadonlyMap<string, string | null>
  /** In the given order, without what a collapsed group hides. */
  readonly drawn: readonly LayoutItem[]
  readonly links: readonly Link[]
  readonly children: ReadonlyMap<string, readonly string[]>
}

function readTree(items: readonly LayoutItem[], collapsed: ReadonlySet<string>): Tree {
  const places = new Map<string, number>()
  for (const { key } of items) places.set(key, places.size)
  const parents = new Map<string, string | null>()
  for (const { key, parent } of items) parents.set(key, parent !== null && places.has(parent) ? parent : null)
  const standsFor = (key: string): string => outermostCollapsed(parents, collapsed, key)
  const drawn = items.filter(({ key }) => standsFor(key) === key)

  const links: Link[] = []
  // A pair as one number: tens of thousands of names put together would take longer than all else here.
  const linked = new Set<number>()
  for (const item of items) {
    const to = standsFor(item.key)
    for (const dependency of item.dependsOn) {
      if (!places.has(dependency)) continue
      const from = standsFor(dependency)
      if (from === to || isInside(parents, from, to) || isInside(parents, to, from)) continue
      const pair = (places.get(from) ?? 0) * items.length + (places.get(to) ?? 0)
      if (linked.has(pair)) continue
      linked.add(pair)
      links.push({ from, to })
    }
  }
  const children = new Map<string, string[]>()
  for (const { key } of drawn) {
    const parent = parents.get(key) ?? null
    if (parent === null) continue
    const list = children.get(parent)
    if (list === undefined) children.set(parent, [key])
    else list.push(key)
  }
  return { parents, drawn, links, children }
}

function outermostCollapsed(
  parents: ReadonlyMap<string, string | null>,
  collapsed: ReadonlySet<string>,
  key: string,
): string {
  if (collapsed.size === 0) return key
  const chain = [key, ...ancestorsOf(parents, key)]
  return chain.findLast((each) => collapsed.has(each)) ?? key
}

const none: readonly string[] = []

/** From the nearest to the outermost; a loop of parents, which only a broken plan has, ends the walk. */
function ancestorsOf(parents: ReadonlyMap<string, string | null>, key: string): readonly string[] {
  if ((parents.get(key) ?? null) === null) return none
  const chain: string[] = []
  const seen = new Set([key])
  for (let at = parents.get(key) ?? null; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    chain.push(at)
    seen.add(at)
  }
  return chain
}

const isInside = (parents: ReadonlyMap<string, string | null>, key: string, group: string): boolean =>
  ancestorsOf(parents, key).includes(group)

function outlineOf(tree: Tree, dissolved: ReadonlySet<string>): Outline {
  const { parents, drawn, children } = tree
  const frames = new Set([...children.keys()].filter((key) => !dissolved.has(key)))
  const groups = new Set(
    drawn.filter(({ key, kind }) => kind === 'group' && !frames.has(key)).map(({ key }) => key),
  )
  const containerOf = new Map<string, string | null>()
  for (const { key } of drawn)
    containerOf.set(key, ancestorsOf(parents, key).find((each) => frames.has(each)) ?? null)
  const members = new Map<string | null, string[]>([[null, []]])
  for (const { key } of drawn) {
    const container = containerOf.get(key) ?? null
    const list = members.get(container)
    if (list === undefined) members.set(container, [key])
    else list.push(key)
  }
  const meetingPoint = (from: string, to: string): Meeting => meet(containerOf, from, to)
  const edges = [...tree.links, ...stems(children, dissolved)]
  const order = new Map<string | null, Link[]>()
  for (const link of [...edges, ...endsOfDissolved(tree, dissolved)]) {
    const { container, fromMember, toMember } = meetingPoint(link.from, link.to)
    if (fromMember === toMember) continue
    const list = order.get(container)
    const between = { from: fromMember, to: toMember }
    if (list === undefined) order.set(container, [between])
    else list.push(between)
  }
  return { members, frames, groups, edges, order, meetingPoint }
}

/** A dissolved group opens before its tasks. */
function stems(children: Tree['children'], dissolved: ReadonlySet<string>): Link[] {
  return [...dissolved].flatMap((group) =>
    (children.get(group) ?? []).map((child) => ({ from: group, to: child })),
  )
}

/** What waits for a dissolved group waits for each of its tasks: not drawn, but kept to the right of them. */
function endsOfDissolved({ links, children }: Tree, dissolved: ReadonlySet<string>): Link[] {
  const below = (key: string): string[] =>
    (children.get(key) ?? []).flatMap((child) => [child, ...below(child)])
  return links
    .filter(({ from }) => dissolved.has(from))
    .flatMap(({ from, to }) => below(from).map((inner) => ({ from: inner, to })))
}

function meet(containerOf: ReadonlyMap<string, string | null>, from: string, to: string): Meeting {
  const shared = containerOf.get(from) ?? null
  if (shared === (containerOf.get(to) ?? null)) return { container: shared, fromMember: from, toMember: to }
  const chainOf = (key: string): { member: string; container: string | null }[] => {
    const container = containerOf.get(key) ?? null
    return [{ member: key, container }, ...(container === null ? [] : chainOf(container))]
  }
  const targets = chainOf(to)
  for (const { member, container } of chainOf(from)) {
    const target = targets.find((each) => each.container === container)
    if (target !== undefined) return { container, fromMember: member, toMember: target.member }
  }
  return { container: null, fromMember: from, toMember: to }
}

/** Everything on a circle, and what lies between circles: what is left when both open ends are taken away again and again. */
function listCircular(links: readonly Link[]): string[] {
  const forwards = withoutOpenStart(links)
  const left = withoutOpenStart(forwards.map(({ from, to }) => ({ from: to, to: from })))
  return [...new Set(left.flatMap(({ from, to }) => [from, to]))]
}

function withoutOpenStart(links: readonly Link[]): Link[] {
  const after = new Map<string, string[]>()
  const waits = new Map<string, number>()
  for (const { from, to } of links) {
    after.set(from, after.get(from) ?? [])
    after.get(from)?.push(to)
    waits.set(to, (waits.get(to) ?? 0) + 1)
  }
  const open = [...after.keys()].filter((key) => !waits.has(key))
  const taken = new Set<string>()
  for (const key of open) {
    taken.add(key)
    for (const next of after.get(key) ?? []) {
      const left = (waits.get(next) ?? 0) - 1
      waits.set(next, left)
      if (left === 0) open.push(next)
    }
  }
  return links.filter(({ from }) => !taken.has(from))
}
