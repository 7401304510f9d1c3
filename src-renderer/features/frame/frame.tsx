import { CatchBoundary, Outlet, useLocation } from '@tanstack/react-router'
import { useHostMenu } from '../../host/use-host-menu.ts'
import { BrokenPart } from '../../ui/broken-part.tsx'
import { words } from '../../words/words.ts'
import { ConnectionBanner } from './connection-state.tsx'
import { DamageBanner } from './damage-banner.tsx'
import { KeySheet } from './key-sheet/key-sheet.tsx'
import { ProgressSaid } from './notices/progress-said.tsx'
import { useBudgetNotices } from './notices/use-budget-notices.ts'
import { useTellNotices } from './notices/use-tell-notices.ts'
import { Palette } from './palette/palette.tsx'
import { Rail } from './rail.tsx'
import { TitleBar } from './title-bar.tsx'
import { useFrameCommands } from './use-frame-commands.ts'

/** What stands around every screen: where one can go, how things stand, and whether the engine is there. */
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
