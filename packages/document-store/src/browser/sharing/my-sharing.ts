// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import {
    SignInService,
    withVisibleCharacters,
    type BlockedOwner,
    type CloudDocument,
    type GivenShare,
    type OwnershipOffer
} from '@sanyam/types';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { ownersOf } from '../../common/document-tree';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudListing } from '../cloud-view/cloud-listing';
import { escapeIcons } from '../escape-icons';
import { BlockedOwners } from './blocked-owners';
import { accessEnd, endLabel } from './end-label';
import { GivenShares } from './given-shares';
import { LeaveShares, type SharingOwner } from './leave-shares';
import { OwnershipOffers } from './ownership-offers';
import { permissionLabel } from './share-terms-fields';

interface SharingItem extends QuickPickItem {
    run?(): Promise<unknown>;
}

/** Shows all that the user shares, and all that others share with or offer to the user. */
@injectable()
export class MySharing {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(GivenShares)
    protected readonly given: GivenShares;

    @inject(OwnershipOffers)
    protected readonly offers: OwnershipOffers;

    @inject(LeaveShares)
    protected readonly leaving: LeaveShares;

    @inject(BlockedOwners)
    protected readonly blocked: BlockedOwners;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    async run(): Promise<void> {
        const reason = nls.localize('sanyam/mySharing/signIn', 'Sign in to see what you share.');
        if (await this.signIn.requireUser(reason)) {
            await this.show();
        }
    }

    private async show(): Promise<void> {
        let choice: SharingItem | undefined;
        try {
            const [documents, offers, blocked] = await Promise.all([
                this.service.listAll({ include_shared: true }),
                this.store.ownership.listOffers(),
                this.store.shares.listBlocked()
            ]);
            choice = await this.quickInput.showQuickPick<SharingItem>(this.items(documents, offers, blocked), {
                title: nls.localize('sanyam/mySharing/title', 'My Sharing'),
                placeholder: nls.localize('sanyam/mySharing/placeholder', 'Select what you want to change')
            });
        } catch (error) {
            const operation = nls.localize('sanyam/mySharing/failed', 'Could not list what you share');
            await this.errors.show(operation, error, () => this.show());
            return;
        }
        await choice?.run?.();
    }

    private items(
        documents: readonly CloudDocument[],
        offers: readonly OwnershipOffer[],
        blocked: readonly BlockedOwner[]
    ): SharingItem[] {
        const owners = ownersOf(
            documents.filter(({ permission }) => permission !== 'owner'),
            'name'
        );
        return [
            ...offers.map(offer => this.offerItem(offer)),
            {
                label: nls.localize('sanyam/mySharing/byMe', 'Shared by Me…'),
                iconClasses: codiconArray('account'),
                detail: nls.localize(
                    'sanyam/mySharing/byMeDetail',
                    'See who has access to your documents, and end the access of several people at once'
                ),
                run: () => this.showGiven()
            },
            ...owners.map(({ id, email, documents: shared }): SharingItem => {
                const owner = email ?? nls.localize('sanyam/cloudView/someone', 'Someone');
                return {
                    label: escapeIcons(owner),
                    iconClasses: codiconArray('person'),
                    description:
                        shared.length === 1
                            ? nls.localize('sanyam/mySharing/sharesOne', 'shares 1 document with you')
                            : nls.localize('sanyam/mySharing/shares', 'shares {0} documents with you', shared.length),
                    detail: shared.map(withEnd).join(', '),
                    run: () => this.leaving.run([{ id, email: owner } satisfies SharingOwner])
                };
            }),
            ...(owners.length === 0
                ? [{ label: nls.localize('sanyam/cloudView/emptyShared', 'Nobody shares a document with you') }]
                : []),
            ...blocked.map(owner => ({
                label: nls.localize('sanyam/mySharing/unblock', 'Unblock {0}', escapeIcons(this.blocked.nameOf(owner))),
                iconClasses: codiconArray('circle-slash'),
                description: nls.localize('sanyam/mySharing/blocked', 'shares and offers do not reach you'),
                run: () => this.blocked.unblock(owner)
            }))
        ];
    }

    private offerItem(offer: OwnershipOffer): SharingItem {
        const { name, owner_email } = offer;
        return {
            label: nls.localize('sanyam/mySharing/accept', 'Accept “{0}”…', shown(name)),
            iconClasses: codiconArray('gift'),
            description: nls.localize(
                'sanyam/mySharing/offeredBy',
                '{0} wants to transfer it to you',
                escapeIcons(owner_email ?? nls.localize('sanyam/cloudView/someone', 'Someone'))
            ),
            run: () => this.offers.ask(offer)
        };
    }

    private async showGiven(): Promise<void> {
        let shares: GivenShare[];
        try {
            shares = await this.given.list();
        } catch (error) {
            const operation = nls.localize('sanyam/mySharing/failed', 'Could not list what you share');
            await this.errors.show(operation, error, () => this.showGiven());
            return;
        }
        if (shares.length === 0) {
            const text = nls.localize(
                'sanyam/mySharing/none',
                'You share no document. Share one with “Sanyam: Share…”.'
            );
            await this.messages.info(text);
            return;
        }
        const items = shares.map(given => ({
            label: escapeIcons(given.email),
            description: [shown(given.document_name), permissionLabel(given.permission)].join(' · '),
            detail: endLabel(given),
            given
        }));
        const chosen = await this.quickInput.pick(items, {
            canPickMany: true,
            title: nls.localize('sanyam/mySharing/byMeTitle', 'Shared by Me'),
            placeHolder: nls.localize('sanyam/mySharing/select', 'Select whose access you want to end'),
            matchOnDescription: true
        });
        const selected: GivenShare[] = (chosen ?? []).map(item => item.given);
        if (selected.length > 0) {
            await this.given.revoke(selected);
        }
    }
}

/** Returns the name of a shared document, and the last day of the share if it has one. */
function withEnd(document: CloudDocument): string {
    const [end] = accessEnd(document, Date.now());
    return end === undefined ? shown(document.name) : `${shown(document.name)} (${end})`;
}

/** Returns the name of a document for a list: others choose it. */
function shown(name: string): string {
    return escapeIcons(withVisibleCharacters(name));
}
