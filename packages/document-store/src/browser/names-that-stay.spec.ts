// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { Command, CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import { expect } from 'chai';
import { CloudViewWidget } from './cloud-view/cloud-view-widget';
import { CloudDocumentCommandContribution } from './commands/cloud-document-command-contribution';
import { ExportContribution } from './export/export-contribution';
import { HistoryContribution } from './history/history-contribution';
import { SearchContribution } from './search/search-contribution';
import { SharingContribution } from './sharing/sharing-contribution';
import { TrashContribution } from './trash/trash-contribution';
import { OpenCloudFolderContribution } from './workspace/open-cloud-folder-contribution';

disableBrowserGlobals();

// Extensions, key bindings of users and other products name these.
describe('the names that stay', () => {
    function labelsOf(...contributions: readonly CommandContribution[]): Record<string, string> {
        const labels: Record<string, string> = {};
        const registry = {
            registerCommand: ({ id, category, label }: Command) => {
                if (label !== undefined) {
                    labels[id] = `${category}: ${label}`;
                }
            }
        } as unknown as CommandRegistry;
        contributions.forEach(contribution => contribution.registerCommands(registry));
        return labels;
    }

    it('are those of the commands', () => {
        const labels = labelsOf(
            new CloudDocumentCommandContribution(),
            new OpenCloudFolderContribution(),
            new SharingContribution(),
            new HistoryContribution(),
            new TrashContribution(),
            new SearchContribution(),
            new ExportContribution()
        );
        expect(labels).to.include({
            'sanyam.saveToCloud': 'Sanyam: Save to Cloud…',
            'sanyam.openDocument': 'Sanyam: Open Cloud Document…',
            'sanyam.openFolder': 'Sanyam: Open Cloud Folder…',
            'sanyam.share': 'Sanyam: Share…',
            'sanyam.mySharing': 'Sanyam: My Sharing',
            'sanyam.history': 'Sanyam: Show History',
            'sanyam.trash': 'Sanyam: Show Trash',
            'sanyam.restoreDocument': 'Sanyam: Restore Deleted Document',
            'sanyam.search': 'Sanyam: Search Cloud Documents',
            'sanyam.export': 'Sanyam: Export My Documents…'
        });
    });

    it('are that of the view', () => {
        expect(CloudViewWidget.ID).to.equal('sanyam-cloud');
    });
});
