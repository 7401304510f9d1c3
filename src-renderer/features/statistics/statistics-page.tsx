import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function StatisticsPage() {
  return <Page title={words.shell.statistics}>{null}</Page>
}
