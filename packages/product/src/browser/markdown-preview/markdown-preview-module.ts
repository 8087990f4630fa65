// SPDX-License-Identifier: MIT

import { KeybindingContribution, OpenHandler, WidgetFactory } from '@theia/core/lib/browser';
import { NavigatableWidgetOptions } from '@theia/core/lib/browser/navigatable-types';
import { TabBarToolbarContribution } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import { CommandContribution } from '@theia/core/lib/common';
import URI from '@theia/core/lib/common/uri';
import type { interfaces } from '@theia/core/shared/inversify';
import { MarkdownPreviewContribution } from './markdown-preview-contribution';
import { MarkdownPreviewOpenHandler } from './markdown-preview-open-handler';
import { MarkdownPreviewUri, MarkdownPreviewWidget } from './markdown-preview-widget';

/** Binds the Markdown preview. */
export function bindMarkdownPreview(bind: interfaces.Bind): void {
    bind(WidgetFactory)
        .toDynamicValue(({ container }) => ({
            id: MarkdownPreviewWidget.ID,
            createWidget: ({ uri }: NavigatableWidgetOptions) => {
                const child = container.createChild();
                child.bind(MarkdownPreviewUri).toConstantValue(new URI(uri));
                child.bind(MarkdownPreviewWidget).toSelf();
                return child.get(MarkdownPreviewWidget);
            }
        }))
        .inSingletonScope();
    bind(MarkdownPreviewOpenHandler).toSelf().inSingletonScope();
    bind(OpenHandler).toService(MarkdownPreviewOpenHandler);
    bind(MarkdownPreviewContribution).toSelf().inSingletonScope();
    for (const contribution of [CommandContribution, KeybindingContribution, TabBarToolbarContribution]) {
        bind(contribution).toService(MarkdownPreviewContribution);
    }
}
