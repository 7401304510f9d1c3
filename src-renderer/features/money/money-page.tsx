import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function MoneyPage() {
  return <Page title={words.shell.money}>{null}</Page>
}
