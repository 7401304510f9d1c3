import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { clsx } from 'clsx'
import {
  BookOpenText,
  Bot,
  ChartNoAxesColumn,
  Coins,
  House,
  Inbox,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Split,
  Workflow,
} from 'lucide-react'
import { Guarded } from '../../ui/guarded.tsx'
import { Logo } from '../../ui/logo.tsx'
import { words } from '../../words/words.ts'
import { ConnectionBanner, ConnectionState } from './connection-state.tsx'
import { StatusStrip } from './status-strip.tsx'
import { ThemeMenu } from './theme-menu.tsx'

const places = [
  { to: '/', label: words.shell.home, icon: House },
  { to: '/plans', label: words.shell.plans, icon: Workflow },
  { to: '/inbox', label: words.shell.inbox, icon: Inbox },
  { to: '/agents', label: words.shell.agents, icon: Bot },
  { to: '/memory', label: words.shell.memory, icon: BookOpenText },
  { to: '/decisions', label: words.shell.decisions, icon: Split },
  { to: '/money', label: words.shell.money, icon: Coins },
  { to: '/statistics', label: words.shell.statistics, icon: ChartNoAxesColumn },
  { to: '/audit', label: words.shell.audit, icon: ShieldCheck },
  { to: '/settings', label: words.shell.settings, icon: Settings },
] as const

/** A run is reached from home. */
const isAt = (to: string, pathname: string): boolean =>
  to === '/' ? pathname === '/' || pathname.startsWith('/runs') : pathname.startsWith(to)

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
          {places.map((place) => (
            <Place key={place.to} {...place} isCurrent={isAt(place.to, pathname)} />
          ))}
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
  readonly to: (typeof places)[number]['to']
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
