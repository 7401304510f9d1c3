import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CapView } from '#shared/contract/ledger.ts'
import type { RunGroup } from '#shared/model/runs/run-search.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ChoiceField, Fault, TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { RunField } from '../runs/run-field.tsx'
import { useRunView } from '../runs/use-run-view.ts'
import { parseAmount, writeAmount } from './amount.ts'
import { nameOfCap } from './cap-bar.tsx'

interface CapDialogProps {
  /** The cap to change; null to add one. */
  readonly cap: CapView | null
  readonly onClose: () => void
}

/** Sets or changes a cap, even during a run: tasks that wait for budget continue at once. */
export function CapDialog({ cap: opened, onClose }: CapDialogProps) {
  const { orpc, client } = useRpc()
  const caps = useQuery(orpc.budgets.listCaps.queryOptions()).data?.caps
  // The run continues while the dialog is open, so the current cap is read again.
  const cap = caps?.find(({ key }) => key === opened?.key) ?? opened
  const [owner, setOwner] = useState<Owner>(() => ownerOf(cap))
  const [amount, setAmount] = useState(cap?.capMinor == null ? '' : writeAmount(cap.capMinor))
  const [currency, setCurrency] = useState(cap?.currency ?? 'EUR')
  const [isAsked, setAsked] = useState(false)
  const setting = useMutation(orpc.budgets.set.mutationOptions())
  const amountMinor = parseAmount(amount)
  const isCurrency = /^[A-Z]{3}$/.test(currency)
  const id =
    owner.kind === 'branch'
      ? `${owner.runId}/${owner.groupKey}`
      : owner.kind === 'run'
        ? owner.runId
        : owner.projectId
  const isOwned = id !== '' && (owner.kind !== 'branch' || (owner.runId !== '' && owner.groupKey !== ''))
  const isCounted = cap !== null && (cap.capMinor !== null || cap.settledMinor + cap.reservedMinor > 0)
  const used = (cap?.settledMinor ?? 0) + (cap?.reservedMinor ?? 0)
  const ofRun = useRunView(cap === null && owner.kind === 'run' ? owner.runId : null)
  const name = cap === null ? (ofRun?.title ?? id) : nameOfCap(cap)

  const undo = () => {
    if (cap?.capMinor == null) return
    const before = { kind: owner.kind, id, amountMinor: cap.capMinor, currency: cap.currency }
    client.budgets.set(before).catch((error: unknown) => showToast({ title: String(error), isFailure: true }))
  }
  const send = () => {
    setAsked(true)
    if (amountMinor === null || !isCurrency || !isOwned) return
    setting.mutate(
      { kind: owner.kind, id, amountMinor, currency },
      {
        onSuccess: () => {
          const title = words.money.capSet(name, formatMoney({ amountMinor, currency }))
          showToast({ title, ...(cap?.capMinor != null && { undo }) })
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      isOpen
      title={titleOf(cap, name)}
      about={
        cap === null || used === 0
          ? words.money.capsAbout
          : words.money.spentAlready(formatMoney({ amountMinor: used, currency: cap.currency }))
      }
      submit={words.money.saveCap}
      isBusy={setting.isPending}
      error={setting.error}
      onSubmit={send}
      onClose={onClose}
    >
      {cap === null && (
        <OwnerFields
          owner={owner}
          onChange={setOwner}
          fault={isAsked && !isOwned ? words.money.ownerFault : undefined}
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_110px] gap-3">
        <TextField
          label={words.money.amount}
          value={amount}
          inputMode="decimal"
          data-autofocus={cap === null ? undefined : true}
          onFocus={(event) => event.currentTarget.select()}
          onChange={setAmount}
          fault={isAsked && amountMinor === null ? words.money.amountFault : undefined}
        />
        <TextField
          label={words.money.currency}
          value={currency}
          disabled={isCounted}
          onChange={(text) => setCurrency(text.toUpperCase())}
          fault={isAsked && !isCurrency ? words.money.currencyFault : undefined}
        />
      </div>
    </FormDialog>
  )
}

function titleOf(cap: CapView | null, name: string): string {
  if (cap === null) return words.money.setCapTitle
  return cap.capMinor === null ? words.money.setCapOf(name) : words.money.changeCapOf(name)
}

function ownerOf(cap: CapView | null): Owner {
  if (cap === null) return noOwner
  const kind = cap.key.slice(0, cap.key.indexOf(':'))
  const id = cap.key.slice(kind.length + 1)
  if (kind === 'project') return { ...noOwner, kind, projectId: id }
  if (kind === 'run') return { ...noOwner, kind, runId: id }
  const slash = id.indexOf('/')
  return { ...noOwner, kind: 'branch', runId: id.slice(0, slash), groupKey: id.slice(slash + 1) }
}

interface Owner {
  readonly kind: 'project' | 'run' | 'branch'
  readonly projectId: string
  readonly runId: string
  readonly groupKey: string
}

const noOwner: Owner = { kind: 'project', projectId: '', runId: '', groupKey: '' }

interface OwnerFieldsProps {
  readonly owner: Owner
  readonly onChange: (owner: Owner) => void
  readonly fault: string | undefined
}

const { money } = words
const kinds = [
  { value: 'project', label: money.project },
  { value: 'run', label: money.run },
  { value: 'branch', label: money.branch },
] as const

const goingOn: { readonly group: RunGroup[] } = { group: ['running', 'waiting'] }

/** The owner of a new cap: a project, an open run, or a group of a run. */
function OwnerFields({ owner, onChange, fault }: OwnerFieldsProps) {
  const { orpc } = useRpc()
  const { kind, projectId, runId, groupKey } = owner
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const chosen = useQuery({
    ...orpc.runs.get.queryOptions({ input: { runId } }),
    enabled: kind === 'branch' && runId !== '',
  })
  const groups = chosen.data?.tasks.filter((task) => task.kind === 'group') ?? []
  return (
    <>
      <ChoiceField
        label={money.capOf}
        value={kind}
        options={kinds}
        onChange={(chosen) => onChange({ ...owner, kind: chosen })}
      />
      {kind === 'project' ? (
        <ChoiceField
          label={money.whichProject}
          value={projectId}
          disabled={projects.length === 0}
          options={[
            { value: '', label: projects.length === 0 ? money.noProjects : '–' },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange({ ...owner, projectId: value })}
        />
      ) : (
        <RunField
          label={money.whichRun}
          value={runId === '' ? undefined : runId}
          filter={goingOn}
          none={money.noRuns}
          onChoose={(run) => onChange({ ...owner, runId: run?.id ?? '', groupKey: '' })}
        />
      )}
      {kind === 'branch' && (
        <ChoiceField
          label={money.whichGroup}
          value={groupKey}
          disabled={groups.length === 0}
          options={[
            { value: '', label: groups.length === 0 && runId !== '' ? money.noGroups : '–' },
            ...groups.map(({ key, title }) => ({ value: key, label: title })),
          ]}
          onChange={(value) => onChange({ ...owner, groupKey: value })}
        />
      )}
      <Fault text={fault} />
    </>
  )
}
