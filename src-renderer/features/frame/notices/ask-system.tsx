import { BellRing } from 'lucide-react'
import { useState } from 'react'
import { askToNotify, canAskToNotify } from '../../../host/current-host.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'

/** A browser wants to be asked before it notifies; asked once, it is not offered again. */
export function AskSystem() {
  const [isOffered, setOffered] = useState(canAskToNotify)
  if (!isOffered) return null
  const ask = () => void askToNotify().then(() => setOffered(false))
  return (
    <div className="shrink-0 border-line border-t p-2">
      <Button look="ghost" icon={BellRing} onClick={ask} className="w-full">
        {words.shell.notices.askSystem}
      </Button>
    </div>
  )
}
