import { clsx } from 'clsx'
import { words } from '../../../words/words.ts'
import { type BarLook, barClass } from './bar-look.ts'

const says = words.run.timeline.legend
const looks: readonly BarLook[] = ['queue', 'person', 'backoff', 'running', 'done', 'failed', 'cut']

export const Legend = () => (
  <ul className="ms-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
    {looks.map((look) => (
      <li key={look} className="flex items-center gap-1.5 whitespace-nowrap">
        <span aria-hidden className={clsx('h-2.5 w-4 rounded-sm', barClass(look))} />
        {says[look]}
      </li>
    ))}
  </ul>
)
