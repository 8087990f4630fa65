// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession, CloudError, SignInService } from '@sanyam/types';
import { LabelProvider } from '@theia/core/lib/browser/label-provider';
import { Disposable } from '@theia/core/lib/common/disposable';
import { MessageService } from '@theia/core/lib/common/message-service';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { Container } from '@theia/core/shared/inversify';
import { FileDialogService } from '@theia/filesystem/lib/browser/file-dialog/file-dialog-service';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { expect } from 'chai';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { ExportService } from './export-service';

disableBrowserGlobals();

/** Waits until all that can run has run. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the export of all documents', () => {
    /** Each of the failures ends one export. The next one does not end. */
    function world(...failures: Error[]) {
        const told: string[] = [];
        const shown: { error: unknown; retry: () => Promise<unknown> }[] = [];
        let begun = 0;
        const exportPage = (): Promise<never> => {
            const failure = failures[begun++];
            return failure ? Promise.reject(failure) : new Promise(() => undefined);
        };
        const container = new Container();
        const services: [new (...values: never[]) => unknown, unknown][] = [
            [CloudDocumentStore, { account: { exportPage } }],
            [
                CloudErrorPresenter,
                {
                    show: async (_operation: string, error: unknown, retry: () => Promise<unknown>) =>
                        void shown.push({ error, retry })
                }
            ],
            [
                MessageService,
                {
                    info: async (text: string) => void told.push(text),
                    showProgress: async () => ({ report: () => undefined, cancel: () => undefined })
                }
            ],
            [FileService, {}],
            [LabelProvider, {}]
        ];
        services.forEach(([key, service]) => container.bind(key).toConstantValue(service));
        const user = { id: 'ada', email: 'ada@example.org' };
        container.bind<unknown>(SignInService).toConstantValue({ requireUser: async () => user });
        container.bind<unknown>(AuthSession).toConstantValue({ user, onDidChange: () => Disposable.NULL });
        container.bind<unknown>(FileDialogService).toConstantValue({});
        container
            .bind<unknown>(QuickInputService)
            .toConstantValue({ showQuickPick: async ([download]: unknown[]) => download });
        container.bind(ExportService).toSelf();
        return { exports: container.get(ExportService), told, shown, begun: () => begun };
    }

    it('is not begun again by the Retry of an older one while it runs', async () => {
        const { exports, told, shown, begun } = world(new Error('The disk is full.'));
        await exports.run();
        void exports.run();
        await settled();
        await shown[0]?.retry();
        expect([begun(), told]).to.deep.equal([2, ['An export is running. Wait for it, or cancel it first.']]);
    });

    it('that another one has ended says so, without a Retry that would end the other', async () => {
        const { exports, shown } = world(new CloudError('INVALID_CURSOR', 'The cursor is invalid.'));
        await exports.run();
        const { error } = shown[0] ?? {};
        expect(error).to.be.instanceOf(CloudError);
        expect([(error as CloudError).status, (error as CloudError).message]).to.deep.equal([
            400,
            'Another export has begun since, in another window or on the command line. Wait for it, or export again to end it.'
        ]);
    });
});
