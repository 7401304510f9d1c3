import { type Links, withoutRepeats } from './links.ts'
import { isCollapsed, type PackedPlan } from './packed-plan.ts'

/** Container of the nodes outside any frame. */
export const canvas = -1

/**
 * The drawn nodes, their frames, and the left-to-right order within each container. A container is a frame or the
 * canvas.
 */
export type Outline = ReturnType<typeof outlineOf>

/**
 * Turns groups into frames where possible. Groups whose tasks depend on each other in both directions cannot be side
 * by side. Such a group becomes a node to the left of its tasks.
 */
export function containersOf(plan: PackedPlan): Outline {
  const tree = readTree(plan)
  const dissolved = new Set<number>()
  for (;;) {
    const outline = outlineOf(tree, dissolved)
    const isFrame = (task: number): boolean => outline.isFrame[task] === 1
    const crossed = [...outline.order.values()]
      .filter(({ from, to }) => from.some(isFrame) || to.some(isFrame))
      .flatMap((links) => listCircular(links))
      .filter(isFrame)
    if (crossed.length === 0) return outline
    for (const task of crossed) dissolved.add(task)
  }
}

type Tree = ReturnType<typeof readTree>

function readTree(plan: PackedPlan) {
  const { parents } = plan
  /** In the given order, without the tasks inside collapsed groups. */
  const drawn: number[] = []
  const links: { from: number[]; to: number[] } = { from: [], to: [] }
  const children = new Map<number, number[]>()
  for (let task = 0, wait = 0; task < parents.length; task += 1) {
    const to = outermostCollapsed(plan, task)
    for (const end = plan.ends[task] ?? 0; wait < end; wait += 1) {
      const from = outermostCollapsed(plan, plan.waits[wait] ?? 0)
      if (from === to || isInside(parents, from, to) || isInside(parents, to, from)) continue
      links.from.push(from)
      links.to.push(to)
    }
    if (to !== task) continue
    drawn.push(task)
    const parent = parents[task] ?? canvas
    if (parent !== canvas) addTo(children, parent, task)
  }
  return { parents, drawn, links: withoutRepeats(links, parents.length), children }
}

/** The outermost collapsed group around a task; the task itself if there is none. */
function outermostCollapsed(plan: PackedPlan, task: number): number {
  let found = task
  for (let at = task; at !== canvas; at = plan.parents[at] ?? canvas) if (isCollapsed(plan, at)) found = at
  return found
}

/**
 * True if `container` encloses the task, directly or indirectly; always true for the canvas. `around`: the container
 * of each task.
 */
function isInside(around: Int32Array, task: number, container: number): boolean {
  let at = around[task] ?? canvas
  while (at !== canvas && at !== container) at = around[at] ?? canvas
  return at === container
}

function addTo(lists: Map<number, number[]>, key: number, item: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function outlineOf(tree: Tree, dissolved: ReadonlySet<number>) {
  const { parents, drawn, children } = tree
  const isFrame = new Uint8Array(parents.length)
  for (const group of children.keys()) if (!dissolved.has(group)) isFrame[group] = 1
  const containerOf = new Int32Array(parents.length)
  const members = new Map<number, number[]>([[canvas, []]])
  for (const task of drawn) {
    let at = parents[task] ?? canvas
    while (at !== canvas && isFrame[at] === 0) at = parents[at] ?? canvas
    containerOf[task] = at
    addTo(members, at, task)
  }
  const stems = listStems(children, dissolved)
  /** Dependencies to draw, between drawn nodes. */
  const edges = stems.from.length === 0 ? tree.links : joined(tree.links, stems)
  /** Order constraints by container, between its members: `from` ends before `to` begins. */
  const order = new Map<number, { from: number[]; to: number[] }>()
  const all = dissolved.size === 0 ? edges : joined(edges, endsOfDissolved(tree, dissolved))
  for (let at = 0; at < all.from.length; at += 1) {
    const [from, to] = [all.from[at] ?? 0, all.to[at] ?? 0]
    const container = sharedContainer(containerOf, from, to)
    const fromMember = memberOf(containerOf, container, from)
    const toMember = memberOf(containerOf, container, to)
    if (fromMember === toMember) continue
    const links = order.get(container) ?? { from: [], to: [] }
    order.set(container, links)
    links.from.push(fromMember)
    links.to.push(toMember)
  }
  return { members, isFrame, containerOf, edges, order }
}

const joined = (a: Links, b: Links): Links => ({ from: [...a.from, ...b.from], to: [...a.to, ...b.to] })

/** Links from each dissolved group to its tasks. */
function listStems(children: Tree['children'], dissolved: ReadonlySet<number>): Links {
  const stems: { from: number[]; to: number[] } = { from: [], to: [] }
  for (const group of dissolved) {
    for (const child of children.get(group) ?? []) {
      stems.from.push(group)
      stems.to.push(child)
    }
  }
  return stems
}

/**
 * Dependents of a dissolved group depend on each of its tasks. The added links are not drawn, but keep the dependents
 * to the right.
 */
function endsOfDissolved({ links, children }: Tree, dissolved: ReadonlySet<number>): Links {
  const ends: { from: number[]; to: number[] } = { from: [], to: [] }
  const below = (group: number): number[] =>
    (children.get(group) ?? []).flatMap((child) => [child, ...below(child)])
  for (const [at, from] of links.from.entries()) {
    if (!dissolved.has(from)) continue
    for (const inner of below(from)) {
      ends.from.push(inner)
      ends.to.push(links.to[at] ?? 0)
    }
  }
  return ends
}

/** The innermost container that encloses both tasks. */
export function sharedContainer(containerOf: Int32Array, from: number, to: number): number {
  let container = containerOf[from] ?? canvas
  while (!isInside(containerOf, to, container)) container = containerOf[container] ?? canvas
  return container
}

/** The member of the container that is the task or encloses it. */
export function memberOf(containerOf: Int32Array, container: number, task: number): number {
  let at = task
  while (containerOf[at] !== container) at = containerOf[at] ?? canvas
  return at
}

/**
 * All members of cycles and of paths between cycles: what remains after repeatedly removing members without
 * predecessors or without successors.
 */
function listCircular(links: Links): number[] {
  const forwards = withoutOpenStart(links)
  const left = withoutOpenStart({ from: forwards.to, to: forwards.from })
  return [...new Set(left.from.flatMap((from, at) => [from, left.to[at] ?? from]))]
}

function withoutOpenStart(links: Links): Links {
  const after = new Map<number, number[]>()
  const waits = new Map<number, number>()
  for (const [at, from] of links.from.entries()) {
    const to = links.to[at] ?? 0
    addTo(after, from, to)
    waits.set(to, (waits.get(to) ?? 0) + 1)
  }
  const open = [...after.keys()].filter((task) => !waits.has(task))
  const taken = new Set<number>()
  for (const task of open) {
    taken.add(task)
    for (const next of after.get(task) ?? []) {
      const left = (waits.get(next) ?? 0) - 1
      waits.set(next, left)
      if (left === 0) open.push(next)
    }
  }
  const isLeft = (_: number, at: number): boolean => !taken.has(links.from[at] ?? 0)
  return { from: links.from.filter(isLeft), to: links.to.filter(isLeft) }
}
