import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

export interface RowsHandle {
  /** Scrolls a line to the middle of the view. */
  readonly show: (at: number) => void
}

interface RowsProps {
  readonly handle: Ref<RowsHandle>
  readonly label: string
  readonly count: number
  readonly isFollowing: boolean
  readonly onFollow: (isFollowing: boolean) => void
  /** Reports the range of rendered rows: the visible ones plus overscan. */
  readonly onRange: (first: number, last: number) => void
  readonly children: (at: number) => ReactNode
}

// In pixels: minimum height of a click target (WCAG 2.5.8).
const lineHeight = 24
const overscan = 20
const nearEnd = 24
/** Maximum height in pixels that browsers can render. A longer log scrolls in larger steps. */
const tallest = 15_000_000

const isAtEnd = (box: HTMLElement): boolean => box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd

interface FrameProps extends Pick<RowsProps, 'label' | 'onFollow'> {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly onScroll?: (box: HTMLElement) => void
  readonly children: ReactNode
}

const Frame = ({ frame, label, onFollow, onScroll, children }: FrameProps) => (
  <div
    ref={frame}
    role="log"
    aria-label={label}
    aria-live="off"
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
    tabIndex={0}
    onScroll={({ currentTarget: box }) => {
      onScroll?.(box)
      onFollow(isAtEnd(box))
    }}
    className="min-h-0 flex-1 overflow-auto bg-sunken font-mono text-sm outline-offset-[-2px]"
  >
    {children}
  </div>
)

/** Rows of equal height: positions are computed, so the number of lines does not matter. */
export function EvenRows({ handle, label, count, isFollowing, onFollow, onRange, children }: RowsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 600 })
  const full = count * lineHeight
  const drawn = Math.min(full, tallest)
  const ratio = drawn <= seen.height ? 1 : (full - seen.height) / (drawn - seen.height)
  const offset = seen.top * ratio
  const first = Math.max(0, Math.floor(offset / lineHeight) - overscan)
  const last = Math.min(count - 1, Math.ceil((offset + seen.height) / lineHeight) + overscan)
  useImperativeHandle(
    handle,
    () => ({
      show: (at) => {
        const middle = at * lineHeight - seen.height / 2
        frame.current?.scrollTo({ top: Math.max(0, middle / ratio) })
      },
    }),
    [seen.height, ratio],
  )
  useEffect(() => onRange(first, last), [first, last, onRange])
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return
    const look = () => setSeen({ top: box.scrollTop, height: box.clientHeight })
    const watch = new ResizeObserver(look)
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (isFollowing) frame.current?.scrollTo({ top: drawn })
  }, [isFollowing, drawn])
  return (
    <Frame
      {...{ frame, label, onFollow }}
      onScroll={(box) => setSeen({ top: box.scrollTop, height: box.clientHeight })}
    >
      <div className="relative min-w-max" style={{ height: drawn }}>
        <div
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${seen.top + first * lineHeight - offset}px)` }}
        >
          {numbersFrom(first, last).map((at) => (
            <div key={at} className="h-6 whitespace-pre">
              {children(at)}
            </div>
          ))}
        </div>
      </div>
    </Frame>
  )
}

const numbersFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)

/** Wrapped rows of variable height. */
export function WrappedRows({ handle, label, count, isFollowing, onFollow, onRange, children }: RowsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1]
  useImperativeHandle(
    handle,
    () => ({
      show: (at) => {
        virtual.scrollToIndex(at, { align: 'center' })
      },
    }),
    [virtual],
  )
  useEffect(() => onRange(first, last), [first, last, onRange])
  const height = virtual.getTotalSize()
  useLayoutEffect(() => {
    if (isFollowing && height > 0) frame.current?.scrollTo({ top: height })
  }, [isFollowing, height])
  return (
    <Frame {...{ frame, label, onFollow }}>
      <div className="relative" style={{ height }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            ref={virtual.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0 whitespace-pre-wrap break-words"
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(index)}
          </div>
        ))}
      </div>
    </Frame>
  )
}
