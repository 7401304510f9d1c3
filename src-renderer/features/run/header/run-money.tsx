import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Coins } from 'lucide-react'
import { useState } from 'react'
import type { CapView } from '#shared/contract/ledger.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { writeAmount } from '../../../entities/money/amount.ts'
import { amountOf, CapBar, nameOfCap } from '../../../entities/money/cap-bar.tsx'
import { CapDialog } from '../../../entities/money/cap-dialog.tsx'
import { stateOfCap } from '../../../entities/money/cap-state.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { words } from '../../../words/words.ts'
import { listShown, ownAccount } from './caps-of-run.ts'

const says = words.run.header.money

/** What the run has cost against its cap, and any other cap that is tight for it; a press changes that cap. */
export function RunMoney({ run }: { readonly run: RunView }) {
  const { orpc } = useRpc()
  const { data = [] } = useQuery(orpc.budgets.listOfRun.queryOptions({ input: { runId: run.id } }))
  const [edited, setEdited] = useState<CapView | null>(null)
  const isOver = isRunOver(run.status)
  const own = ownAccount(run, data)
  useCommands([
    {
      id: 'run.cap',
      title: words.run.header.commands.cap,
      category: words.run.category,
      icon: Coins,
      disabled: isOver ? words.run.header.commands.over : null,
      run: () => setEdited(own),
    },
  ])
  return (
    <>
      {listShown(run, data).map((cap) =>
        isOver ? (
          <span key={cap.key} className="tabular">
            {textOf(cap)}
          </span>
        ) : (
          <CapButton key={cap.key} cap={cap} isOwn={cap.key === own.key} onPress={() => setEdited(cap)} />
        ),
      )}
      {edited !== null && <CapDialog cap={edited} onClose={() => setEdited(null)} />}
    </>
  )
}

const textOf = (cap: CapView): string =>
  cap.capMinor === null
    ? says.spent(amountOf(cap.settledMinor, cap))
    : says.of(writeAmount(cap.settledMinor), amountOf(cap.capMinor, cap))

interface CapButtonProps {
  readonly cap: CapView
  readonly isOwn: boolean
  readonly onPress: () => void
}

function CapButton({ cap, isOwn, onPress }: CapButtonProps) {
  const { name } = stateOfCap(cap)
  const isTight = name !== 'none' && name !== 'fine'
  const does = cap.capMinor === null ? words.money.setCapOf(nameOfCap(cap)) : says.change(nameOfCap(cap))
  const held = cap.reservedMinor > 0 ? `. ${says.held(amountOf(cap.reservedMinor, cap))}` : ''
  return (
    <button
      type="button"
      onClick={onPress}
      title={`${does}${held}`}
      className={clsx(
        'tabular -mx-1.5 inline-flex h-6 items-center gap-2 rounded-md px-1.5 transition-colors hover:bg-hover',
        isTight ? 'text-warning' : 'text-muted hover:text-ink',
      )}
    >
      <Coins size={14} aria-hidden className="shrink-0" />
      {isOwn ? textOf(cap) : says.tight(nameOfCap(cap), amountOf(cap.leftMinor, cap))}
      {cap.capMinor !== null && (
        <span className="w-12 max-sm:hidden">
          <CapBar cap={cap} />
        </span>
      )}
    </button>
  )
}
