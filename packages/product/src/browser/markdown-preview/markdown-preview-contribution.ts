// SPDX-License-Identifier: MIT

import { codicon, type KeybindingContribution, type KeybindingRegistry } from '@theia/core/lib/browser';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import { ApplicationShell } from '@theia/core/lib/browser/shell';
import type { TabBarToolbarContribution, TabBarToolbarRegistry } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import { Widget } from '@theia/core/lib/browser/widgets';
import { Command, type CommandContribution, type CommandRegistry, nls } from '@theia/core/lib/common';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { isMarkdown, MarkdownPreviewOpenHandler } from './markdown-preview-open-handler';
import { MarkdownPreviewWidget } from './markdown-preview-widget';

const OPEN_PREVIEW = Command.toLocalizedCommand(
    { id: 'sanyam.markdown.openPreview', category: 'Markdown', label: 'Open Preview' },
    'sanyam/preview/open'
);

const OPEN_PREVIEW_TO_SIDE = Command.toLocalizedCommand(
    {
        id: 'sanyam.markdown.openPreviewToSide',
        category: 'Markdown',
        label: 'Open Preview to the Side',
        iconClass: codicon('open-preview')
    },
    'sanyam/preview/openToSide'
);

/** When the text of a Markdown editor has the focus. */
const IN_EDITOR = 'editorTextFocus && editorLangId == markdown';

/** The commands that open the preview, with the keys of VS Code, and a button above each Markdown editor. */
@injectable()
export class MarkdownPreviewContribution
    implements CommandContribution, KeybindingContribution, TabBarToolbarContribution
{
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    @inject(MarkdownPreviewOpenHandler)
    protected readonly previews: MarkdownPreviewOpenHandler;

    registerCommands(commands: CommandRegistry): void {
        for (const [command, widgetOptions] of [
            [OPEN_PREVIEW, {}],
            [OPEN_PREVIEW_TO_SIDE, { mode: 'split-right' }]
        ] as const) {
            const isEnabled = (widget?: unknown) => this.uriOf(widget) !== undefined;
            commands.registerCommand(command, {
                isEnabled,
                isVisible: isEnabled,
                execute: async (widget?: unknown) => {
                    const uri = this.uriOf(widget);
                    if (uri) {
                        await this.previews.open(uri, { mode: 'activate', widgetOptions });
                    }
                }
            });
        }
    }

    registerKeybindings(keybindings: KeybindingRegistry): void {
        keybindings.registerKeybindings(
            { command: OPEN_PREVIEW.id, keybinding: 'ctrlcmd+shift+v', when: IN_EDITOR },
            { command: OPEN_PREVIEW_TO_SIDE.id, keybinding: 'ctrlcmd+k v', when: IN_EDITOR }
        );
    }

    registerToolbarItems(toolbar: TabBarToolbarRegistry): void {
        toolbar.registerItem({
            id: OPEN_PREVIEW_TO_SIDE.id,
            command: OPEN_PREVIEW_TO_SIDE.id,
            tooltip: nls.localize('sanyam/preview/openToSide', 'Open Preview to the Side')
        });
    }

    /**
     * Returns the Markdown document in this widget, or in the current one. A preview has no preview. The tool bar of a side
     * bar gives its own view, which has no document.
     */
    private uriOf(widget: unknown): URI | undefined {
        const isView = widget instanceof Widget && !NavigatableWidget.is(widget);
        const shown = NavigatableWidget.is(widget) ? widget : isView ? undefined : this.shell.currentWidget;
        const uri = shown instanceof MarkdownPreviewWidget ? undefined : NavigatableWidget.getUri(shown);
        return uri && isMarkdown(uri) ? uri : undefined;
    }
}
