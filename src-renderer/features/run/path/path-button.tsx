import { clsx } from 'clsx'
import { Spline } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { words } from '../../../words/words.ts'

export const PathButton = ({ isShown, onToggle }: { isShown: boolean; onToggle: () => void }) => (
  <Button
    icon={Spline}
    aria-pressed={isShown}
    onClick={onToggle}
    className={clsx(isShown && 'border-accent bg-accent-soft text-accent hover:bg-accent-soft')}
  >
    {words.run.path.toggle}
  </Button>
)
