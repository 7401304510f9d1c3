import { KeyCaps } from '../../../commands/key-caps.tsx'
import { words } from '../../../words/words.ts'

const { palette } = words.shell

/** How many there are, for those who listen, and how the palette is used, for those who look. */
export function PaletteFoot({ count }: { count: number }) {
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-1.5 text-muted text-xs">
      <p role="status" className="sr-only">
        {palette.results(count)}
      </p>
      <p className="min-w-0 flex-1">{palette.hint}</p>
      <p className="inline-flex items-center gap-1.5 max-sm:hidden">
        <KeyCaps keys="Enter" /> {palette.choose}
      </p>
      <p className="inline-flex items-center gap-1.5 max-sm:hidden">
        <KeyCaps keys="Escape" /> {palette.close}
      </p>
    </div>
  )
}
