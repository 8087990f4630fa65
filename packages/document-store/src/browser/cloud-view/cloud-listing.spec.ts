// SPDX-License-Identifier: MIT

import { DocumentStore, type DocumentQuery } from '@sanyam/store';
import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { AuthSession, CloudError, type CloudDocument, type DocumentPage, type SessionChange } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { DocumentCache } from '../../common/document-cache';
import { CloudDocumentService } from '../cloud-document-service';
import { listedDocument } from '../test/listed-document';
import { CloudListing } from './cloud-listing';

disableBrowserGlobals();

/** A cloud whose lists have the newest change first, as the real one. It counts the pages that it gives. */
class ListedCloud {
    documents: CloudDocument[] = [];
    pages = 0;
    failure: Error | undefined;

    list({ cursor, page_size = 100 }: DocumentQuery): Promise<DocumentPage> {
        this.pages++;
        if (this.failure) {
            return Promise.reject(this.failure);
        }
        const sorted = this.documents.toSorted((one, other) => (one.updated_at < other.updated_at ? 1 : -1));
        const start = Number(cursor ?? 0);
        const end = start + page_size;
        return Promise.resolve({
            items: sorted.slice(start, end),
            next_cursor: end < sorted.length ? String(end) : null,
            prev_cursor: null,
            total_count: sorted.length,
            page_size
        });
    }
}

describe('CloudListing', () => {
    let restoreDom: () => void;

    beforeEach(() => {
        restoreDom = enableBrowserGlobals();
    });

    afterEach(() => restoreDom());

    function world(count: number) {
        const cloud = new ListedCloud();
        cloud.documents = Array.from({ length: count }, (_, index) => listedDocument(`${index}.md`));
        const changes = new Emitter<SessionChange>();
        const session = { ready: Promise.resolve(), user: { id: 'ada', email: '' }, onDidChange: changes.event };
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind(DocumentStore).toConstantValue(cloud);
        container.bind(DocumentCache).toDynamicValue(() => new DocumentCache());
        container.bind(AuthSession).toConstantValue(session);
        container.bind(CloudDocumentService).toSelf();
        container.bind(CloudListing).toSelf();
        const listing = container.get(CloudListing);
        const names = (): string[] => [...listing.documents].map(({ name }) => name).sort();
        const signInAs = (id: string): void => {
            session.user = { id, email: '' };
            changes.fire({ kind: 'signed-in', user: session.user });
        };
        return { cloud, listing, names, signInAs };
    }

    it('is loaded when the second of two reloads at once resolves', async () => {
        const { listing, names } = world(1);
        const first = listing.reload();
        await listing.reload();
        expect(names()).to.deep.equal(['0.md']);
        await first;
    });

    it('shows the first page before it has loaded the others', async () => {
        const { listing } = world(250);
        const sizes: number[] = [];
        listing.onDidChange(() => sizes.push(listing.size));
        await listing.reload();
        expect(sizes.filter((size, index) => size !== sizes[index - 1])).to.deep.equal([0, 100, 200, 250]);
        expect(listing.phase).to.equal('ready');
    });

    it('asks for one page when nothing changed, and when something changed', async () => {
        const { cloud, listing, names } = world(250);
        await listing.reload();
        const held = listing.hold();
        await listing.settled();
        cloud.pages = 0;
        cloud.documents[3] = { ...cloud.documents[3]!, version: 2, name: 'new.md', updated_at: later() };
        cloud.documents.push(listedDocument('one more.md', { updated_at: later() }));
        listing.hold().dispose();
        await listing.settled();
        expect(cloud.pages).to.equal(1);
        expect(names()).to.include.members(['new.md', 'one more.md']).and.not.include('3.md');
        held.dispose();
    });

    it('finds that shares end at another time, also on the second page', async () => {
        const { cloud, listing } = world(0);
        const shared = (index: number) => listedDocument(`${index}.md`, { permission: 'view' });
        cloud.documents = Array.from({ length: 150 }, (_, index) => shared(index));
        await listing.reload();
        const access_ends_at = '2030-02-01T00:00:00Z';
        cloud.documents = cloud.documents.map(document => ({ ...document, access_ends_at }));
        listing.hold().dispose();
        await listing.settled();
        expect([...listing.documents].every(document => document.access_ends_at === access_ends_at)).to.equal(true);
    });

    it('finds that a document is gone, and that an old one is shared', async () => {
        const { cloud, listing, names } = world(150);
        await listing.reload();
        cloud.documents = cloud.documents.filter(({ name }) => name !== '5.md');
        listing.hold().dispose();
        await listing.settled();
        expect(names()).to.have.length(149).and.not.include('5.md');

        cloud.documents.push(listedDocument('shared.md', { permission: 'view', updated_at: '2020-01-01T00:00:00Z' }));
        listing.hold().dispose();
        await listing.settled();
        expect(names()).to.have.length(150).and.include('shared.md');
    });

    it('keeps what it has when the cloud is away, and says why', async () => {
        const { cloud, listing } = world(2);
        await listing.reload();
        cloud.failure = new CloudError('SERVICE_UNAVAILABLE');
        await listing.reload();
        expect(listing.size).to.equal(2);
        expect(listing.failure).to.equal(cloud.failure);
        cloud.failure = undefined;
        await listing.reload();
        expect(listing.failure).to.equal(undefined);
    });

    it('forgets the documents of the previous user', async () => {
        const { cloud, listing, names, signInAs } = world(2);
        await listing.reload();
        const held = listing.hold();
        await listing.settled();
        cloud.documents = [listedDocument('of grace.md')];
        signInAs('grace');
        expect(listing.size).to.equal(0);
        await listing.settled();
        expect(names()).to.deep.equal(['of grace.md']);
        held.dispose();
    });
});

let seconds = 0;

/** Returns a time after all others of these tests. */
function later(): string {
    return new Date(Date.UTC(2030, 0, 1, 0, 0, ++seconds)).toISOString();
}
