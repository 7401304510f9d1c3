import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { logLevels } from '#shared/contract/system.ts'
import { locale, words } from '#shared/words/words.ts'
import { currentHost } from '../../host/current-host.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { ChoiceField } from '../../ui/controls/field.tsx'
import { together, Unfetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { aboutApp: say, sections } = words.settings

/** Versions in use, ready to copy into a bug report. Contains no secrets and no names of people. */
export function AboutSection() {
  const { orpc } = useRpc()
  const info = useQuery(orpc.system.info.queryOptions())
  const settings = useQuery(orpc.system.settings.queryOptions())
  const read = together(info, settings)
  if (read.error !== null || read.data === undefined) return <Unfetched query={read} lines={4} />
  const [{ version, host, seq }, { started, log, file }] = read.data
  const { node, platform } = started
  const facts: [string, string][] = [
    [say.version, version],
    [say.host, say.hosts[host]],
    [say.node, node],
    [say.platform, platform],
    [say.seq, seq.toLocaleString(locale)],
    [say.logLevel, log.level],
  ]
  const copy = async () => {
    await currentHost().copyText(facts.map(([title, value]) => `${title}: ${value}`).join('\n'))
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

const shipped = 'warn'

/** Log level of the app. Levels without a translation, such as `trace` from the environment, are shown by name. */
function LogLevelSetting({ level, isFixed }: { level: string; isFixed: boolean }) {
  const { orpc } = useRpc()
  const setting = useMutation(orpc.system.setLogLevel.mutationOptions())
  return (
    <>
      <Setting
        title={say.logLevel}
        about={isFixed ? say.logLevelFixed : say.logLevelAbout}
        isChanged={level !== shipped}
      >
        {isFixed ? (
          (say.levels[level] ?? level)
        ) : (
          <div className="w-40">
            <ChoiceField
              label={say.logLevel}
              isLabelHidden
              value={level}
              options={[...new Set([...logLevels, level])].map((value) => ({
                value,
                label: say.levels[value] ?? value,
              }))}
              onChange={(value) => {
                const chosen = logLevels.find((each) => each === value)
                if (chosen !== undefined) setting.mutate({ level: chosen })
              }}
            />
          </div>
        )}
      </Setting>
      <FailureNote error={setting.error} />
    </>
  )
}
