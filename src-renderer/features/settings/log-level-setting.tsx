import { useMutation } from '@tanstack/react-query'
import { logLevels } from '#shared/contract/system.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ChoiceField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { Setting } from './setting.tsx'

const { aboutApp: say } = words.settings
const shipped = 'warn'

/** How much the program writes of itself; one that the environment names, such as `trace`, is shown by its name. */
export function LogLevelSetting({ level, isFixed }: { level: string; isFixed: boolean }) {
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
      {setting.isError && <FailureNote error={setting.error} />}
    </>
  )
}
