// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { AuthSession, type SessionChange } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { Container } from '@theia/core/shared/inversify';
import type { FileChange } from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { listedDocument } from '../test/listed-document';
import { CloudDirectory } from './cloud-directory';
import { CloudDocumentWatcher } from './cloud-document-watcher';
import { CloudFolder } from './cloud-folder';
import { MadeFolders } from './made-folders';
import { TreeWatch } from './tree-watch';

disableBrowserGlobals();

const TOP = new URI('sanyam:///');

async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
        await new Promise(resolve => setImmediate(resolve));
    }
}

describe('the watch over listed folders [BY-04]', () => {
    function world() {
        const didChangeTree = new Emitter<void>();
        const didChangeUser = new Emitter<SessionChange>();
        const session = { user: { id: 'ada', email: 'ada@example.org' }, onDidChange: didChangeUser.event };
        /** Lists of the folder that are asked for, and not answered yet. */
        const asked: ((folder: CloudFolder) => void)[] = [];
        const container = new Container();
        container.bind<unknown>(AuthSession).toConstantValue(session);
        container.bind<unknown>(CloudDocumentService).toConstantValue({ onDidChangeTree: didChangeTree.event });
        container
            .bind<unknown>(CloudDirectory)
            .toConstantValue({ folder: () => new Promise<CloudFolder>(resolve => asked.push(resolve)) });
        container
            .bind<unknown>(CloudDocumentWatcher)
            .toConstantValue({ onDidFindNews: new Emitter<void>().event, watchTree: () => Disposable.NULL });
        container.bind<unknown>(MadeFolders).toConstantValue({ onDidChange: new Emitter<void>().event });
        container.bind(TreeWatch).toSelf();
        const watch = container.get(TreeWatch);
        const changes: string[] = [];
        watch.onDidChange((found: readonly FileChange[]) =>
            changes.push(...found.map(({ resource }) => resource.path.toString()))
        );
        watch.watch();
        const signIn = (id: string): void => {
            session.user = { id, email: `${id}@example.org` };
            didChangeUser.fire({ user: session.user } as SessionChange);
        };
        return { watch, asked, changes, signIn, change: () => didChangeTree.fire() };
    }

    it('says what is new in a folder', async () => {
        const { watch, asked, changes, change } = world();
        watch.note(TOP, { kind: 'own', path: '' }, new CloudFolder([]));
        change();
        await until(() => asked.length === 1);
        asked[0]?.(new CloudFolder([listedDocument('new.md')]));
        await until(() => changes.length === 1);
        expect(changes).to.deep.equal(['/new.md']);
    });

    it('compares no folders of a former user, also if their lists come later', async () => {
        const { watch, asked, changes, signIn, change } = world();
        watch.note(TOP, { kind: 'own', path: '' }, new CloudFolder([]));
        change();
        await until(() => asked.length === 1);
        signIn('bob');
        watch.note(TOP.resolve('bobs'), { kind: 'own', path: 'bobs' }, new CloudFolder([]));
        asked[0]?.(new CloudFolder([listedDocument('of-ada.md')]));
        change();
        await until(() => asked.length === 2);
        asked[1]?.(new CloudFolder([listedDocument('of-bob.md')]));
        await until(() => changes.length > 0);
        expect([asked.length, changes]).to.deep.equal([2, ['/bobs/of-bob.md']]);
    });
});
