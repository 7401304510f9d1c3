import { Search } from 'lucide-react'
import { KeyCaps } from '../../commands/key-caps.tsx'
import { ProjectSwitcher } from '../../entities/projects/project-switcher.tsx'
import { words } from '../../words/words.ts'
import { ConnectionState } from './connection-state.tsx'
import { NoticeCentre } from './notices/notice-centre.tsx'
import { openOverlay } from './overlay-store.ts'
import { StatusStrip } from './status-strip.tsx'

/** Above every screen: how things stand, and the way to everything else. */
export function TitleBar() {
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-line border-b bg-surface pe-3 ps-6 max-sm:ps-4">
      <ProjectSwitcher />
      <StatusStrip />
      <div className="ms-auto flex shrink-0 items-center gap-2">
        <PaletteButton />
        <NoticeCentre />
        <ConnectionState />
      </div>
    </header>
  )
}

function PaletteButton() {
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      title={words.shell.palette.open}
      onClick={() => openOverlay('palette')}
      className="inline-flex h-7 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <Search size={14} aria-hidden />
      <span className="max-lg:sr-only">{words.shell.palette.button}</span>
      <span aria-hidden className="max-md:hidden">
        <KeyCaps keys="$mod+k" />
      </span>
    </button>
  )
}
