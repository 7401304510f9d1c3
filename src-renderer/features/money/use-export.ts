import { useState } from 'react'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { saveText } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'
import { ledgerCsv, readWhole } from './ledger-csv.ts'
import { filterOf, type MoneySearch } from './money-search.ts'

/** Saves the whole ledger behind the filters, not only what is on screen. `read`: how many lines so far; null: none. */
export function useExport(search: MoneySearch): { readonly read: number | null; readonly save: () => void } {
  const { client } = useRpc()
  const { id: projectId } = useCurrentProject()
  const [read, setRead] = useState<number | null>(null)
  async function save() {
    setRead(0)
    // The edge of the interface: what breaks is said, and the button can be pressed again.
    try {
      const lines = await readWhole(
        filterOf(search, projectId),
        (input) => client.budgets.ledger(input),
        setRead,
      )
      saveText('ledger.csv', { text: ledgerCsv(lines), mediaType: 'text/csv' })
      showToast({ title: words.money.exported(lines.length) })
    } catch (error) {
      const description = error instanceof Error ? error.message : String(error)
      showToast({ title: words.money.exportFailed, description, isFailure: true })
    } finally {
      setRead(null)
    }
  }
  return { read, save: () => void save() }
}
