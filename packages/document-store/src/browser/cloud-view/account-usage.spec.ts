// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { AccountOverviewSource, AuthSession, type CloudDocument, type SessionChange } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { mock } from 'node:test';
import { CloudDocumentService } from '../cloud-document-service';
import { listedDocument } from '../test/listed-document';
import { AccountUsage } from './account-usage';
import { CloudListing } from './cloud-listing';

disableBrowserGlobals();

describe('AccountUsage', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
    afterEach(() => mock.timers.reset());

    function world() {
        const changed = new Emitter<void>();
        let documents: CloudDocument[] = [];
        const listing: CloudListing = Object.create(CloudListing.prototype, {
            phase: { value: 'ready' },
            documents: { get: () => documents },
            size: { get: () => documents.length },
            onDidChange: { value: changed.event }
        });
        let requests = 0;
        /** Each answers its request with a number of documents. */
        const answers: ((count: number) => void)[] = [];
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind(AccountOverviewSource).toConstantValue({
            overview: async () => {
                requests++;
                const { promise, resolve } = Promise.withResolvers<number>();
                answers.push(resolve);
                return { usage: { document_count: await promise } };
            }
        });
        const service: CloudDocumentService = Object.create(CloudDocumentService.prototype, {
            onDidChange: { value: new Emitter<void>().event }
        });
        container.bind(CloudDocumentService).toConstantValue(service);
        container.bind(CloudListing).toConstantValue(listing);
        const sessions = new Emitter<SessionChange>();
        const session = { ready: Promise.resolve(), user: { id: 'ada', email: '' }, onDidChange: sessions.event };
        container.bind(AuthSession).toConstantValue(session);
        container.bind(AccountUsage).toSelf();
        const usage = container.get(AccountUsage);
        /** Shows the lists, and returns how often the numbers were asked for meanwhile. */
        const show = async (...shown: CloudDocument[]): Promise<number> => {
            const before = requests;
            documents = shown;
            changed.fire();
            mock.timers.tick(300);
            await new Promise(resolve => setImmediate(resolve));
            return requests - before;
        };
        const count = () => usage.overview?.usage.document_count;
        const signInAs = (id: string): void => {
            session.user = { id, email: '' };
            sessions.fire({ kind: 'signed-in', user: session.user });
        };
        return { usage, show, answers, count, signInAs };
    }

    it('is asked for again when the lists find what others have changed, and not with each check', async () => {
        const { usage, show } = world();
        const held = usage.hold();
        await new Promise(resolve => setImmediate(resolve));
        const [one, two] = [listedDocument('1.md'), listedDocument('2.md')];
        expect(await show(one)).to.equal(0);
        expect(await show(one, two)).to.equal(1);
        expect(await show(one, two)).to.equal(0);
        expect(await show(one, { ...two, version: two.version + 1 })).to.equal(1);
        expect(await show(one)).to.equal(1);
        held.dispose();
        expect(await show()).to.equal(0);
    });

    it('is fresh although a later request is on its way, and never older than what it was', async () => {
        const { usage, answers, count } = world();
        const settle = () => new Promise(resolve => setImmediate(resolve));
        const fresh = usage.fresh();
        await settle();
        const later = usage.fresh();
        await settle();
        answers[0]?.(1);
        expect((await fresh)?.usage.document_count).to.equal(1);
        const last = usage.fresh();
        await settle();
        answers[2]?.(3);
        expect((await last)?.usage.document_count).to.equal(3);
        answers[1]?.(2);
        expect((await later)?.usage.document_count).to.equal(3);
        expect(count()).to.equal(3);
    });

    it('is never that of the user before', async () => {
        const { usage, answers, count, signInAs } = world();
        const settle = () => new Promise(resolve => setImmediate(resolve));
        const ofAda = usage.fresh();
        await settle();
        signInAs('grace');
        const ofGrace = usage.fresh();
        await settle();
        answers[0]?.(1);
        await ofAda;
        expect(count()).to.equal(undefined);
        answers[1]?.(2);
        await ofGrace;
        expect(count()).to.equal(2);
    });
});
