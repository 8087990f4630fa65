// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { expect } from 'chai';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { NOBODY, TextOwners, type UserChange } from './text-owners';

disableBrowserGlobals();

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };

describe('the owner of an unsaved text', () => {
    let owners: TextOwners;
    let session: { user: SignedInUser | undefined };
    let changed: Emitter<SessionChange>;
    let created: Emitter<MonacoEditorModel>;

    async function start(user: SignedInUser | undefined): Promise<void> {
        changed = new Emitter();
        created = new Emitter();
        session = Object.assign({ user }, { ready: Promise.resolve(), onDidChange: changed.event });
        owners = Object.assign(new TextOwners(), { session, models: { models: [], onDidCreate: created.event } });
        owners.onStart();
        // The owners are ready after the session.
        await Promise.resolve();
    }

    function change(kind: SessionChange['kind'], user?: SignedInUser): void {
        session.user = user;
        changed.fire({ kind, user });
    }

    function open(kind: 'cloud' | 'untitled') {
        const dirtyChanged = new Emitter<void>();
        const contentChanged = new Emitter<void>();
        const disposed = new Emitter<void>();
        const state = { dirty: false };
        const model: MonacoEditorModel = Object.create(
            kind === 'cloud' ? CloudDocumentModel.prototype : {},
            Object.getOwnPropertyDescriptors({
                uri: kind === 'cloud' ? 'sanyam://x/notes.md' : 'untitled:/Untitled-1',
                get dirty() {
                    return state.dirty;
                },
                onDirtyChanged: dirtyChanged.event,
                onContentChanged: contentChanged.event,
                onWillDispose: disposed.event
            })
        );
        created.fire(model);
        const setDirty = (dirty: boolean): void => {
            if (dirty !== state.dirty) {
                state.dirty = dirty;
                dirtyChanged.fire();
            }
        };
        return {
            model,
            type: () => {
                setDirty(true);
                contentChanged.fire();
            },
            save: () => setDirty(false)
        };
    }

    function refusal(model: MonacoEditorModel): unknown {
        try {
            owners.requireOwner(model);
            return undefined;
        } catch (error) {
            return error;
        }
    }

    it('is the user of the first edit, until the text is saved', async () => {
        await start(ADA);
        const { model, type, save } = open('cloud');
        expect(owners.keptFor(model)).to.equal(undefined);
        type();
        change('expired');
        change('signed-in', BOB);
        type();
        expect(owners.keptFor(model)).to.equal(ADA);
        expect(owners.formerOwnerOf(model)).to.equal(ADA);
        save();
        type();
        expect(owners.keptFor(model)).to.equal(BOB);
        expect(owners.formerOwnerOf(model)).to.equal(undefined);
    });

    it('is the one who can save it: as another user it is refused, and the message says whose it is', async () => {
        await start(ADA);
        const { model, type } = open('cloud');
        type();
        expect(refusal(model)).to.equal(undefined);
        change('signed-out');
        change('signed-in', BOB);
        const error = refusal(model);
        expect(CloudError.is(error, 'FORBIDDEN')).to.equal(true);
        expect(error).to.have.property(
            'message',
            `${ADA.email} typed this text, and you are signed in as ${BOB.email}. Sign in as ${ADA.email}, or save a copy.`
        );
        change('signed-out');
        change('signed-in', ADA);
        expect(refusal(model)).to.equal(undefined);
    });

    it('is nobody until somebody signs in; then a cloud document is theirs, and an untitled text with the next edit', async () => {
        await start(undefined);
        const cloud = open('cloud');
        const untitled = open('untitled');
        cloud.type();
        untitled.type();
        expect(owners.keptFor(cloud.model)).to.equal(NOBODY);
        expect(owners.keptFor(untitled.model)).to.equal(NOBODY);
        change('signed-in', ADA);
        expect(owners.keptFor(cloud.model)).to.equal(ADA);
        expect(owners.keptFor(untitled.model)).to.equal(NOBODY);
        untitled.type();
        expect(owners.keptFor(untitled.model)).to.equal(ADA);
    });

    it('says when another user types, and whether the one before has signed out', async () => {
        await start(ADA);
        const changes: UserChange[] = [];
        owners.onDidChangeUser(userChange => changes.push(userChange));
        change('token-refreshed', ADA);
        change('expired');
        change('signed-in', BOB);
        change('signed-out');
        expect(changes).to.deep.equal([
            { former: ADA, kind: 'signed-in' },
            { former: BOB, kind: 'signed-out' }
        ]);
        expect(owners.user).to.equal(undefined);
    });
});
