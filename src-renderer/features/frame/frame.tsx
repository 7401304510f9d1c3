import { CatchBoundary, Outlet, useLocation } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { words } from '#shared/words/words.ts'
import { KeyCaps } from '../../commands/key-caps.tsx'
import { ProjectSwitcher } from '../../entities/projects/project-switcher.tsx'
import { useHostMenu } from '../../host/use-host-menu.ts'
import { createBatch } from '../../rpc/reconnect.ts'
import { hearEvents } from '../../stores/event-bus.ts'
import { BrokenPart } from '../../ui/broken-part.tsx'
import { ConnectionBanner, ConnectionState } from './connection-state.tsx'
import { DamageBanner } from './damage-banner.tsx'
import { KeySheet } from './key-sheet/key-sheet.tsx'
import { NoticeCentre } from './notices/notice-centre.tsx'
import { useBudgetNotices } from './notices/use-budget-notices.ts'
import { useTellNotices } from './notices/use-tell-notices.ts'
import { openOverlay } from './overlay-store.ts'
import { Palette } from './palette/palette.tsx'
import { Rail } from './rail.tsx'
import { StatusStrip } from './status-strip.tsx'
import { useFrameCommands } from './use-frame-commands.ts'

/** Layout around every screen: navigation, status and connection. */
export function Frame() {
  const { pathname } = useLocation()
  useFrameCommands()
  useHostMenu()
  useTellNotices()
  useBudgetNotices()
  return (
    <div className="flex h-full max-sm:flex-col-reverse">
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-high"
      >
        {words.shell.skip}
      </button>
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TitleBar />
        <ConnectionBanner />
        <DamageBanner />
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
          <CatchBoundary
            getResetKey={() => pathname}
            errorComponent={({ error, reset }) => <BrokenPart error={error} onAgain={reset} />}
          >
            <Outlet />
          </CatchBoundary>
        </main>
      </div>
      <ProgressSaid />
      <Palette />
      <KeySheet />
    </div>
  )
}

/** Milliseconds between announcements; a screen reader could not follow more often. */
const saidEveryMs = 5000

/** Announces progress to screen readers, at most one sentence every five seconds. */
function ProgressSaid() {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const tell = createBatch<EventView['type']>(saidEveryMs, (types) => {
      const count = (type: string) => types.filter((each) => each === type).length
      setSaid(words.shell.notices.progress(count('attempt.finished'), count('attempt.failed')))
    })
    return hearEvents((events) => {
      for (const { type } of events) if (/^attempt\.(finished|failed)$/.test(type)) tell(type)
    })
  }, [])
  return (
    <div aria-live="polite" className="sr-only">
      {said}
    </div>
  )
}

/** Bar above every screen: project, status and global actions. */
function TitleBar() {
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
