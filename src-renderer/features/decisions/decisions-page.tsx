import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function DecisionsPage() {
  return <Page title={words.shell.decisions}>{null}</Page>
}
