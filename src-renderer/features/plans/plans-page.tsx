import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function PlansPage() {
  return <Page title={words.shell.plans}>{null}</Page>
}
