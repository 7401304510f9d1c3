import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function InboxPage() {
  return <Page title={words.shell.inbox}>{null}</Page>
}
