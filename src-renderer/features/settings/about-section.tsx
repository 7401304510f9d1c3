import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { copyText } from '../../host/current-host.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { locale, words } from '../../words/words.ts'
import { LogLevelSetting } from './log-level-setting.tsx'
import { Group, Setting } from './setting.tsx'

const { aboutApp: say, sections } = words.settings

/** What runs here, to be copied into a report: nothing of it is secret or names a person. */
export function AboutSection() {
  const { orpc } = useRpc()
  const info = useQuery(orpc.system.info.queryOptions())
  const settings = useQuery(orpc.system.settings.queryOptions())
  const failed = [info, settings].find(({ isError }) => isError)
  if (failed !== undefined) return <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />
  if (info.data === undefined || settings.data === undefined) return <Skeleton lines={4} />
  const { started, log, file } = settings.data
  const { node, platform } = started
  const facts: [string, string][] = [
    [say.version, info.data.version],
    [say.host, say.hosts[info.data.host]],
    [say.node, node],
    [say.platform, platform],
    [say.seq, info.data.seq.toLocaleString(locale)],
    [say.logLevel, log.level],
  ]
  const copy = async () => {
    await copyText(facts.map(([title, value]) => `${title}: ${value}`).join('\n'))
    showToast({ title: say.copied })
  }
  return (
    <Group
      title={sections.about}
      actions={
        <Button icon={Copy} onClick={() => void copy()}>
          {say.copy}
        </Button>
      }
    >
      {[...facts.slice(0, -1), [say.file, file] as const].map(([title, value]) => (
        <Setting key={title} title={title}>
          <span className="break-all">{value}</span>
        </Setting>
      ))}
      <LogLevelSetting level={log.level} isFixed={log.isFixed} />
    </Group>
  )
}
