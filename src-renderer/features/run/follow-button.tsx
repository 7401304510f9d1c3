import { ArrowDownToLine } from 'lucide-react'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'

/** Over the lower edge of a box that grows and is not read at its end. */
export function FollowButton({ onFollow }: { onFollow: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 flex justify-center">
      <Button icon={ArrowDownToLine} className="pointer-events-auto shadow-high" onClick={onFollow}>
        {words.run.goal.followEnd}
      </Button>
    </div>
  )
}
