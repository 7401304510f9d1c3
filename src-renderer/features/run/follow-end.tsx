import { ArrowDownToLine } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { Button } from '../../ui/controls/button.tsx'

/** Button over the lower edge of a growing box that is not scrolled to the end. */
export function FollowButton({ onFollow }: { onFollow: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 flex justify-center">
      <Button icon={ArrowDownToLine} className="pointer-events-auto shadow-high" onClick={onFollow}>
        {words.run.goal.followEnd}
      </Button>
    </div>
  )
}

/** Distance from the end, in pixels, that counts as being at the end. */
const nearEnd = 24

/** Keeps a box scrolled to its end while `count` grows, until the user scrolls away. */
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
