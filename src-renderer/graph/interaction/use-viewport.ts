import { useReactFlow, type Viewport } from '@xyflow/react'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { stillOr } from '../../theme/motion.ts'
import { type Box, type Layout, type LayoutNode, type Size, sizes } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'
import { farZoom } from './use-node-window.ts'

const middleZoom = 0.85
const readableZoom = 0.6
const margin = 24
const revealMs = 160

/**
 * The viewport. Follows the window size until the user moves it. Then it moves only to show a selection, and to keep a
 * toggled group in place.
 */
export function useViewport(of: {
  frame: RefObject<HTMLElement | null>
  layoutIndex: LayoutIndex
  /** Key of the node to show first if the plan does not fit; null for the start of the plan. */
  begin: string | null
  selected: string | null
  /** Key of the node that stays in place when the plan changes. */
  anchor: string | null
}) {
  const { frame, layoutIndex, begin, selected } = of
  const { layout } = layoutIndex
  const flow = useReactFlow()
  const isOurs = useRef(true)
  const held = useRef<Held | null>(null)
  const before = useRef(layoutIndex)
  /** Target of a running animation. A layout that arrives before its end continues it. */
  const aim = useRef<{ readonly key: string; readonly until: number } | null>(null)
  /**
   * React Flow applies a viewport only after its first effects. Until then, the view is the first viewport that it
   * will receive.
   */
  const isTaken = useRef(false)
  const isPlaced = useRef(false)

  const firstView = () => {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {}
    return width === 0 ? null : firstViewport(layout, { width, height }, layoutIndex.nodeOf(begin))
  }
  const place = () => {
    const viewport = firstView()
    if (viewport === null) return
    markZoom(frame.current, viewport.zoom)
    void flow.setViewport(viewport)
    isPlaced.current = isTaken.current
    isOurs.current = true
  }
  const reveal = (key: string | null, { isReadable } = { isReadable: false }) => {
    const box = layoutIndex.nodeOf(key)
    if (box === undefined || frame.current === null) return
    const isNear = !isReadable || flow.getZoom() >= readableZoom
    if (isNear && isInView(box, flow.getViewport(), frame.current)) return
    // Frames are late on a busy machine, so allow twice the duration.
    aim.current = { key: box.key, until: performance.now() + 2 * revealMs }
    centre(box)
  }
  const centre = (box: Box) => {
    const zoom = Math.max(flow.getZoom(), readableZoom)
    const middle = { x: box.x + Math.min(box.width, 400) / 2, y: box.y + Math.min(box.height, 200) / 2 }
    void flow.setCenter(middle.x, middle.y, { zoom, duration: stillOr(revealMs) })
  }

  // Always the latest callback, because the observer lives as long as the view.
  const onResize = useRef(() => {})
  onResize.current = () => {
    if (isOurs.current) place()
    reveal(selected)
  }
  useEffect(() => {
    if (frame.current === null) return
    const observer = new ResizeObserver(() => onResize.current())
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection moves the view, not a new layout
  useEffect(() => reveal(selected), [selected])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for a new layout and for nothing else
  useLayoutEffect(() => {
    const { x, y, zoom } = flow.getViewport()
    const old = before.current
    before.current = layoutIndex
    const aimed = aim.current !== null && performance.now() < aim.current.until ? aim.current.key : null
    const target = layoutIndex.nodeOf(aimed)
    if (held.current === null && target !== undefined) return centre(target)
    const anchor = held.current ?? placeOf(old, of.anchor) ?? placeInView()
    held.current = null
    const box = layoutIndex.nodeOf(anchor?.key ?? null)
    if (isOurs.current || anchor === null || box === undefined) {
      if (isOurs.current) place()
      return
    }
    const moved = { x: x + (anchor.x - box.x) * zoom, y: y + (anchor.y - box.y) * zoom, zoom }
    // Same easing and duration as the node animation, so that the anchor seems to stay in place.
    void flow.setViewport(moved, { duration: stillOr(200), ease: (part) => part, interpolate: 'linear' })

    function placeInView() {
      const size = { width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 }
      const middle = { x: (size.width / 2 - x) / zoom, y: (size.height / 2 - y) / zoom }
      const seen = { x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom }
      const nodes = old.nodesIn(seen).filter(({ key }) => layoutIndex.nodeOf(key) !== undefined)
      const away = (node: Box) => Math.hypot(node.x - middle.x, node.y - middle.y)
      return nodes.reduce<Held | null>(
        (best, node) => (best === null || away(node) < away(old.nodeOf(best.key) ?? node) ? node : best),
        null,
      )
    }
  }, [layoutIndex])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when React Flow has begun
  useEffect(() => {
    isTaken.current = true
    place()
  }, [])

  return {
    viewNow: (): Viewport => (isPlaced.current ? null : firstView()) ?? flow.getViewport(),
    showAll() {
      const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {}
      isOurs.current = false
      void flow.setViewport(wholeViewport(layout, { width, height }), { duration: stillOr(160) })
    },
    reveal,
    /** Keeps this node in place in the next layout. */
    hold(key: string) {
      held.current = placeOf(layoutIndex, key)
      isOurs.current = false
    },
    /** Treats the next layout like a new plan. */
    letGo() {
      isOurs.current = true
    },
    /** `event` is null for moves made by code. */
    onMove(event: unknown, { zoom }: { zoom: number }) {
      if (event !== null) {
        isOurs.current = false
        aim.current = null
      }
      markZoom(frame.current, zoom)
    },
  }
}

type Held = Pick<LayoutNode, 'key' | 'x' | 'y'>

const placeOf = (layoutIndex: LayoutIndex, key: string | null): Held | null => layoutIndex.nodeOf(key) ?? null

function isInView(box: Box, view: Viewport, frame: HTMLElement): boolean {
  const left = box.x * view.zoom + view.x
  const top = box.y * view.zoom + view.y
  const right = left + Math.min(box.width, 400) * view.zoom
  const bottom = top + Math.min(box.height, 200) * view.zoom
  return left >= 0 && top >= 0 && right <= frame.clientWidth - margin && bottom <= frame.clientHeight - margin
}

/** Less and larger text from further away. Stored as an attribute, so that zooming does not re-render. */
function markZoom(frame: HTMLElement | null, zoom: number): void {
  if (frame !== null) frame.dataset.zoom = zoom < farZoom ? 'far' : zoom < middleZoom ? 'middle' : 'near'
}

const outerMargin = 32
/** Size of the part that must be visible: an open group is shown from its start. */
const mostOfGroup = { width: 400, height: 200 }
/** Height in pixels of the corner buttons, which are below the plan in the complete view. */
const controls = 64
/** Minimum zoom of the first view. Titles are unreadable below it. */
const smallest = 0.7

/**
 * The entire plan if its titles are readable at that zoom. Otherwise the part around `begin` at a readable zoom;
 * without `begin`, the start of the plan.
 */
export function firstViewport(plan: Layout, window: Size, begin?: Box): Viewport {
  const fitting = Math.min(
    (window.width - 2 * outerMargin) / Math.max(plan.width, sizes.node.width),
    (window.height - 2 * outerMargin) / Math.max(plan.height, sizes.node.height),
  )
  const zoom = Math.min(1, Math.max(smallest, fitting))
  const free = { x: window.width - plan.width * zoom, y: window.height - plan.height * zoom }
  const first = begin ?? plan.nodes.find(({ x }) => x === 0) ?? { x: 0, y: 0, width: 0, height: 0 }
  const middle = {
    x: begin === undefined ? 0 : first.x + Math.min(first.width, mostOfGroup.width) / 2,
    y: first.y + Math.min(first.height, mostOfGroup.height) / 2,
  }
  return {
    x: free.x >= 2 * outerMargin ? free.x / 2 : around(middle.x * zoom, window.width, free.x),
    y: free.y >= 2 * outerMargin ? free.y / 2 : around(middle.y * zoom, window.height, free.y),
    zoom,
  }
}

/** The entire plan, at any zoom that is necessary. */
export function wholeViewport(plan: Layout, window: Size): Viewport {
  const free = { width: window.width - 2 * outerMargin, height: window.height - outerMargin - controls }
  const zoom = Math.min(1, free.width / Math.max(1, plan.width), free.height / Math.max(1, plan.height))
  return {
    x: (window.width - plan.width * zoom) / 2,
    y: outerMargin + (free.height - plan.height * zoom) / 2,
    zoom,
  }
}

/** Centers a position in the window, without scrolling past either end of the plan. */
const around = (place: number, length: number, free: number): number =>
  Math.min(outerMargin, Math.max(length / 2 - place, free - outerMargin))
