import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { currentHost } from '../../host/current-host.ts'
import { pause } from '../../rpc/reconnect.ts'
import { IconButton } from './button.tsx'

const shownMs = 1500

export function CopyButton({ text, label = words.common.copy }: { text: string; label?: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await currentHost().copyText(text)
    setCopied(true)
    await pause(shownMs)
    setCopied(false)
  }
  return (
    <IconButton
      label={isCopied ? words.common.copied : label}
      icon={isCopied ? Check : Copy}
      onClick={copy}
    />
  )
}
