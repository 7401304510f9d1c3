import { useLayoutEffect, useRef, useState } from 'react'

/** How near to the end counts as reading the end, in pixels. */
const nearEnd = 24

/** Stays at the end of a box while `count` grows, until the person scrolls away from it. */
export function useFollowing(count: number, { isAtStart = false } = {}) {
  const box = useRef<HTMLDivElement>(null)
  const [isFollowing, setFollowing] = useState(!isAtStart)
  useLayoutEffect(() => {
    if (isFollowing && count > 0) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [isFollowing, count])
  const onScroll = ({ currentTarget: at }: { readonly currentTarget: HTMLElement }) =>
    setFollowing(at.scrollHeight - at.scrollTop - at.clientHeight < nearEnd)
  return { box, isFollowing, onScroll, setFollowing }
}
