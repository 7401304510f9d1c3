import { words } from '#shared/words/words.ts'
import { channelsOf, noticeTopics, useNoticeSettings } from '../../entities/notices/notice-settings.ts'
import { currentHost } from '../../host/current-host.ts'
import { Button } from '../../ui/controls/button.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { notifications: say, sections, goTo } = words.settings
const channels = ['window', 'system'] as const
const firstQuiet = { from: '22:00', to: '07:00' }

export function NotificationsSection() {
  const [settings, set] = useNoticeSettings()
  const { quiet } = settings
  const test = () => {
    currentHost().notify({ title: say.testTitle, body: say.testBody, tag: 'settings.test', onOpen: () => {} })
    showToast({ title: say.testTitle, description: say.tested })
  }
  return (
    <Group
      title={sections.notifications}
      label={goTo(sections.notifications)}
      about={say.about}
      actions={<Button onClick={test}>{say.test}</Button>}
    >
      <table className="w-full">
        <thead>
          <tr className="text-muted text-sm">
            <th scope="col" className="py-2 text-start font-medium">
              {say.what}
            </th>
            {channels.map((channel) => (
              <th key={channel} scope="col" className="w-28 py-2 text-center font-medium">
                {say[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeTopics.map((kind) => {
            const own = channelsOf(settings, kind)
            return (
              <tr
                key={kind}
                data-setting={own.window && own.system ? 'shipped' : 'changed'}
                className="border-line border-y"
              >
                <th scope="row" className="py-2 text-start font-normal">
                  {say.kinds[kind]}
                </th>
                {channels.map((channel) => (
                  <td key={channel} className="text-center">
                    <CheckBox
                      label={say.of(say.kinds[kind], say[channel])}
                      isChecked={own[channel]}
                      onChange={(isOn) =>
                        set({
                          ...settings,
                          kinds: { ...settings.kinds, [kind]: { ...own, [channel]: isOn } },
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      <Setting title={say.quiet} about={say.quietAbout} isChanged={quiet !== null}>
        {quiet !== null &&
          (['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              type="time"
              label={say[end]}
              value={quiet[end]}
              onChange={(time) => time !== '' && set({ ...settings, quiet: { ...quiet, [end]: time } })}
            />
          ))}
        <span className="flex w-28 justify-center max-lg:w-auto">
          <CheckBox
            label={say.quiet}
            isChecked={quiet !== null}
            onChange={(isOn) => set({ ...settings, quiet: isOn ? firstQuiet : null })}
          />
        </span>
      </Setting>
    </Group>
  )
}
