import {
  BookOpenText,
  Bot,
  ChartNoAxesColumn,
  CirclePlay,
  Coins,
  House,
  Inbox,
  Settings,
  ShieldCheck,
  Split,
  Workflow,
} from 'lucide-react'
import { words } from '#shared/words/words.ts'

/** Main destinations in the order of the navigation rail. `key` is the second key of the shortcut, after `g`. */
export const places = [
  { to: '/', label: words.shell.home, icon: House, key: 'h' },
  { to: '/plans', label: words.shell.plans, icon: Workflow, key: 'p' },
  { to: '/runs', label: words.shell.runs, icon: CirclePlay, key: 'r' },
  { to: '/inbox', label: words.shell.inbox, icon: Inbox, key: 'i' },
  { to: '/agents', label: words.shell.agents, icon: Bot, key: 'a' },
  { to: '/memory', label: words.shell.memory, icon: BookOpenText, key: 'm' },
  { to: '/decisions', label: words.shell.decisions, icon: Split, key: 'd' },
  { to: '/money', label: words.shell.money, icon: Coins, key: 'y' },
  { to: '/statistics', label: words.shell.statistics, icon: ChartNoAxesColumn, key: 't' },
  { to: '/audit', label: words.shell.audit, icon: ShieldCheck, key: 'u' },
  { to: '/settings', label: words.shell.settings, icon: Settings, key: 's' },
] as const

export type Place = (typeof places)[number]

/** Projects are opened from Home, so Home is the current destination for `/projects` too. */
export const isAt = (to: string, pathname: string): boolean =>
  to === '/' ? pathname === '/' || pathname.startsWith('/projects') : pathname.startsWith(to)
