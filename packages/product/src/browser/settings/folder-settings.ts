// SPDX-License-Identifier: MIT

import { bindFactory } from '@theia/core/lib/common';
import { Container, injectable, type interfaces } from '@theia/core/shared/inversify';
import {
    FolderPreferenceProvider,
    FolderPreferenceProviderFactory,
    FolderPreferenceProviderFolder
} from '@theia/preferences/lib/browser/folder-preference-provider';
import {
    WorkspaceFilePreferenceProvider,
    WorkspaceFilePreferenceProviderFactory,
    WorkspaceFilePreferenceProviderOptions
} from '@theia/preferences/lib/browser/workspace-file-preference-provider';
import {
    SectionPreferenceProviderSection,
    SectionPreferenceProviderUri
} from '@theia/preferences/lib/common/section-preference-provider';
import { withoutTerminalPrograms } from './terminal-programs';

/**
 * The settings in a folder (`.theia/settings.json`). A link is enough to open a folder, and a new window opens a terminal
 * at once: so the folder does not say which program that terminal runs. Of a folder that is not on the disk, no settings
 * count, because other users can write them.
 */
@injectable()
class FolderSettings extends FolderPreferenceProvider {
    private get isOnDisk(): boolean {
        return this.folderUri.scheme === 'file';
    }

    protected override async readPreferencesFromFile(): Promise<void> {
        return this.isOnDisk ? super.readPreferencesFromFile() : undefined;
    }

    protected override getParsedContent(content: unknown): Record<string, unknown> {
        return this.isOnDisk ? withoutTerminalPrograms(super.getParsedContent(content)) : {};
    }

    override async setPreference(key: string, value: unknown, resourceUri?: string): Promise<boolean> {
        return this.isOnDisk && super.setPreference(key, value, resourceUri);
    }
}

/** The settings in a workspace file, which has several folders. It does not say which program a terminal runs. */
@injectable()
class WorkspaceFileSettings extends WorkspaceFilePreferenceProvider {
    protected override getParsedContent(content: unknown): Record<string, unknown> {
        return withoutTerminalPrograms(super.getParsedContent(content));
    }
}

/** Binds {@link FolderSettings} and {@link WorkspaceFileSettings} in place of Theia's. */
export function bindFolderSettings(rebind: interfaces.Rebind): void {
    bindFactory(
        rebind,
        FolderPreferenceProviderFactory,
        FolderSettings,
        SectionPreferenceProviderUri,
        SectionPreferenceProviderSection,
        FolderPreferenceProviderFolder
    );
    rebind(WorkspaceFilePreferenceProviderFactory).toFactory(
        ({ container }) =>
            (options: WorkspaceFilePreferenceProviderOptions) => {
                const child = new Container({ defaultScope: 'Singleton' });
                child.parent = container;
                child.bind(WorkspaceFilePreferenceProviderOptions).toConstantValue(options);
                return child.resolve(WorkspaceFileSettings);
            }
    );
}
