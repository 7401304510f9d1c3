import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { BookOpenText, Bot, House, type LucideIcon } from 'lucide-react'
import { Guarded } from '../../ui/guarded.tsx'
import { Logo } from '../../ui/logo.tsx'
import { ConnectionBanner, ConnectionState } from './connection-state.tsx'
import { StatusStrip } from './status-strip.tsx'
import { ThemeMenu } from './theme-menu.tsx'

/** What stands around every screen: where one can go, how things stand, and whether the engine is there. */
export function Frame() {
  const { pathname } = useLocation()
  return (
    <div className="flex h-full">
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-high"
      >
        Skip to the content
      </button>
      <nav
        aria-label="Main"
        className="flex w-[72px] shrink-0 flex-col items-center border-line border-r bg-surface py-3"
      >
        <Link to="/" search={{}} aria-label="Switchyard" className="mb-4 rounded-md">
          <Logo size={28} />
        </Link>
        <ul className="flex w-full flex-col gap-1 px-2">
          <Place
            to="/"
            label="Home"
            icon={House}
            isCurrent={pathname === '/' || pathname.startsWith('/runs')}
          />
          <Place to="/log" label="Build log" icon={BookOpenText} isCurrent={pathname.startsWith('/log')} />
          <Place to="/agents" label="Agents" icon={Bot} isCurrent={pathname.startsWith('/agents')} />
        </ul>
        <div className="mt-auto">
          <ThemeMenu />
        </div>
      </nav>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-11 shrink-0 items-center gap-4 border-line border-b bg-surface px-6">
          <StatusStrip />
          <div className="ml-auto">
            <ConnectionState />
          </div>
        </header>
        <ConnectionBanner />
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
          <Guarded of={pathname}>
            <Outlet />
          </Guarded>
        </main>
      </div>
    </div>
  )
}

interface PlaceProps {
  readonly to: '/' | '/log' | '/agents'
  readonly label: string
  readonly icon: LucideIcon
  readonly isCurrent: boolean
}

function Place({ to, label, icon: Icon, isCurrent }: PlaceProps) {
  return (
    <li>
      <Link
        to={to}
        search={{}}
        aria-current={isCurrent ? 'page' : undefined}
        className={clsx(
          'flex flex-col items-center gap-1 rounded-md py-2 font-medium text-xs transition-colors',
          isCurrent ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <Icon size={18} aria-hidden />
        {label}
      </Link>
    </li>
  )
}
