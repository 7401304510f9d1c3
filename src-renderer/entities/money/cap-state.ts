import type { CapView } from '#shared/contract/ledger.ts'
import type { Money } from '#shared/model/money.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { sumMoney } from './amount.ts'

type Counted = Pick<CapView, 'capMinor' | 'settledMinor' | 'reservedMinor' | 'isClosed'>

export interface CapState {
  readonly name: 'none' | 'fine' | 'near' | 'full' | 'over' | 'closed'
  /** Spent and reserved share of the cap in percent; 0 without a cap. */
  readonly percent: number
  /** Amount above the cap, in minor units. */
  readonly overMinor: number
}

const nearPercent = 80

/** Usage of a cap, from spent and reserved money. */
export function stateOfCap({ capMinor, settledMinor, reservedMinor, isClosed }: Counted): CapState {
  const used = settledMinor + reservedMinor
  if (capMinor === null) return { name: 'none', percent: 0, overMinor: 0 }
  // Rounded down, so that a cap that is not used up never shows 100 %.
  const percent =
    capMinor === 0 ? 100 : Math.min(Math.floor((used / capMinor) * 100), used < capMinor ? 99 : 1e6)
  const overMinor = Math.max(0, used - capMinor)
  if (isClosed) return { name: 'closed', percent, overMinor }
  if (overMinor > 0) return { name: 'over', percent, overMinor }
  if (used >= capMinor) return { name: 'full', percent, overMinor }
  return { name: percent >= nearPercent ? 'near' : 'fine', percent, overMinor }
}

/** Spent and reserved parts of a bar, in percent of its length. Above the cap, the used amount is the full length. */
export function partsOfCap({ capMinor, settledMinor, reservedMinor }: Counted): {
  spent: number
  held: number
} {
  const whole = Math.max(capMinor ?? 0, settledMinor + reservedMinor)
  if (whole === 0) return { spent: 0, held: 0 }
  return { spent: (settledMinor / whole) * 100, held: (reservedMinor / whole) * 100 }
}

/** Whether the owner is a project or an open run. */
export const isLive = ({ run }: Pick<CapView, 'run'>): boolean => run === null || !isRunOver(run.status)

/** Caps of one project and all money reserved in it; null: of all projects. */
export function moneyOfProject(
  { caps, held }: { readonly caps: readonly CapView[]; readonly held: readonly Money[] },
  projectId: string | null,
): { readonly caps: readonly CapView[]; readonly held: readonly Money[] } {
  if (projectId === null) return { caps, held }
  const own = caps.filter((cap) => cap.projectId === projectId)
  // The project's account includes the reservations of all its runs, with or without their own cap.
  const whole = own.filter(({ key, reservedMinor }) => key.startsWith('project:') && reservedMinor > 0)
  return {
    caps: own,
    held: whole.map(({ currency, reservedMinor }) => ({ currency, amountMinor: reservedMinor })),
  }
}

export interface Left {
  readonly amounts: readonly Money[]
  readonly count: number
  readonly kind: 'project' | 'run'
}

/**
 * Remaining money under all project caps; without project caps, under the caps of open runs. Group caps are part of
 * the run's cap.
 */
export function leftOf(caps: readonly CapView[]): Left {
  const capped = caps.filter((cap) => cap.capMinor !== null && isLive(cap))
  const projects = capped.filter(({ key }) => key.startsWith('project:'))
  const kind = projects.length > 0 ? 'project' : 'run'
  const counted = kind === 'project' ? projects : capped.filter(({ key }) => key.startsWith('run:'))
  const left = counted.map(({ currency, leftMinor }) => ({ currency, amountMinor: leftMinor ?? 0 }))
  return { amounts: sumMoney(left), count: counted.length, kind }
}
