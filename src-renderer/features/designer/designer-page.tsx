import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function DesignerPage({ planId }: { planId: string }) {
  return (
    <Page title={words.shell.plans} width="full">
      {planId}
    </Page>
  )
}
