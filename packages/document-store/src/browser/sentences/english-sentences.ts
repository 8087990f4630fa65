// SPDX-License-Identifier: MIT

import { template, type SentenceTemplate } from './sentence-template';

/**
 * The sentences that the database, the gateway, `@sanyam/store` and `@sanyam/types` say in English, with the keys of their
 * translations. `{0}` stands for the first value. A value that is a sentence of this list is translated, too.
 */
export const ENGLISH_SENTENCES: readonly SentenceTemplate[] = [
    // What a user may do.
    template('sanyam/error/unauthorized', 'Sign in to use your cloud documents.'),
    template('sanyam/error/accountGone', 'This account no longer exists.'),
    template('sanyam/error/forbidden', 'You are not allowed to do this.'),
    template('sanyam/error/ownerMoves', 'Only the owner may move this document to another folder.'),
    template('sanyam/error/ownerShares', 'Only the owner of this document may share it or give it away.'),
    template('sanyam/error/adminDeletes', 'Only the owner or an admin share may delete this document.'),
    template('sanyam/error/adminRestores', 'Only the owner or an admin share may restore this document.'),
    template('sanyam/error/ownerDeletes', 'Only the owner may delete this document permanently.'),
    template(
        'sanyam/error/nameOfAnother',
        'Another user gave this version its name. Only they, the owner of the document or an admin share may change it.'
    ),
    template('sanyam/error/trashed', 'This document is in the trash. Restore it to edit it.'),
    template(
        'sanyam/error/viewShare',
        'This document was shared with you for viewing only. Ask its owner for permission to edit it.'
    ),
    template(
        'sanyam/error/overLimit',
        'This document is read-only, because its owner has more documents than their plan allows. The owner can move newer documents to the trash, or upgrade.'
    ),
    template(
        'sanyam/error/ownOverLimit',
        'This document is read-only, because your plan ({0}) allows {1} documents, and you have {2}. Move {3} of them to the trash, or upgrade.'
    ),
    template('sanyam/error/readOnly', 'This document is read-only.'),
    // What exists.
    template('sanyam/error/documentNotFound', 'This document does not exist, or you have no access to it.'),
    template('sanyam/error/versionNotFound', 'The document does not have this version, or no longer keeps it.'),
    template('sanyam/error/shareNotFound', 'This share does not exist, or you have no access to it.'),
    template('sanyam/error/folderNotFound', 'This folder does not exist, or no document is in it.'),
    template('sanyam/error/ownerNotFound', 'This user does not share or offer a document to you.'),
    template('sanyam/error/userNotFound', 'No user with this id has a confirmed address.'),
    template('sanyam/error/deviceEnded', 'This device is signed out. Sign in again.'),
    template('sanyam/error/deviceGone', 'This device is signed out already.'),
    template('sanyam/error/keyNotFound', 'This API key does not exist, or it is not yours.'),
    template('sanyam/error/keyEnded', 'This API key no longer works, so it cannot be rotated. Create a new key.'),
    template('sanyam/error/keysFull', 'You have {0} API keys. Revoke one that you do not need.'),
    template('sanyam/error/keysToday', 'You created {0} API keys in 24 hours. Create the next one tomorrow.'),
    template('sanyam/error/keyLifetime', 'A key is valid for 1 to 3650 days.'),
    template('sanyam/error/keyOverlap', 'The old key works for 0 to 720 hours more.'),
    template('sanyam/error/keyScopes', 'Choose at least one scope.'),
    template('sanyam/error/documentMissing', 'The cloud document {0} does not exist.'),
    template('sanyam/error/noAddress', 'This is not the address of a cloud document.'),
    template('sanyam/error/assets', 'Files of a document (/assets/) are not yet supported.'),
    template('sanyam/error/conflict', 'Somebody saved this document since you opened it.'),
    template('sanyam/error/invalidCursor', 'The cursor is invalid. Start again from the first page.'),
    template(
        'sanyam/error/exportReplaced',
        'Another export of your data has begun since. Begin again without a cursor.'
    ),
    // Searches.
    template('sanyam/error/noSearchText', 'Enter the text to search for.'),
    template('sanyam/error/longSearchText', 'The text to search for can have at most 255 characters.'),
    template('sanyam/error/brokenSearchText', 'The text to search for cannot contain a line break.'),
    template('sanyam/error/searchesRun', 'Two searches of yours are running. Try again in a second.'),
    // Plans, and limits for everybody.
    template('sanyam/error/noFeature', 'Your plan ({0}) does not include {1}. Upgrade to {2}.'),
    template(
        'sanyam/error/noFeatureOfOwner',
        'The plan of this document’s owner does not include {0}. Ask them to upgrade.'
    ),
    template(
        'sanyam/error/noSignIn',
        'Your plan ({0}) does not include this way to sign in. Upgrade, or sign in another way. You can still read and export what you have.'
    ),
    template('sanyam/error/noCloudDocuments', 'Your plan ({0}) does not include cloud documents.'),
    template('sanyam/error/featureStorage', 'cloud storage'),
    template('sanyam/error/featureVersions', 'version history'),
    template('sanyam/error/featureSharing', 'sharing'),
    template('sanyam/error/featureRecovery', 'recovery from the trash'),
    template('sanyam/error/purposeSave', 'save to the cloud'),
    template('sanyam/error/purposeVersions', 'restore and name versions'),
    template('sanyam/error/purposeShare', 'share this document'),
    template('sanyam/error/purposeRestore', 'restore this document'),
    template('sanyam/error/purposeAccept', 'accept this document'),
    template(
        'sanyam/error/tooManyDocuments',
        'Your plan ({0}) allows {1} documents, and you have {2}. Delete one, or upgrade.'
    ),
    template(
        'sanyam/error/storageFull',
        'Your plan ({0}) stores {1}, and you use {2}. Empty the trash, delete documents, or upgrade.'
    ),
    template(
        'sanyam/error/ownerIsFull',
        'The owner of this document has reached a limit of their plan. Ask them to delete documents or to upgrade.'
    ),
    template(
        'sanyam/error/ownerAtLimit',
        'The owner of this document has reached a limit of their plan. Ask them to upgrade.'
    ),
    template(
        'sanyam/error/tooLarge',
        'This document has {0}, and your plan ({1}) allows {2}. Make the document smaller, or upgrade.'
    ),
    template(
        'sanyam/error/tooLargeForOwner',
        'This document has {0}, and the plan of its owner allows {1}. Make it smaller, or ask its owner to upgrade.'
    ),
    template('sanyam/error/tooLargeHere', 'This document is too large.'),
    template(
        'sanyam/error/namedVersions',
        'Your plan ({0}) allows {1} named versions of a document, and this one has {2}. Remove a name, or upgrade.'
    ),
    template(
        'sanyam/error/namesOfOthers',
        'No more versions of this document can have a name that was not given by its owner. Remove a name that you gave, or ask the owner to name this version.'
    ),
    template('sanyam/error/tooManyShares', 'This document is already shared with {0} people. Revoke a share first.'),
    template('sanyam/error/trashFull', 'The trash is full. Empty it, or delete documents in it permanently.'),
    template(
        'sanyam/error/trashTooLarge',
        'The trash is full: its documents and their versions have {0}, and your plan ({1}) stores {2}. Empty it, or delete documents in it permanently.'
    ),
    template('sanyam/error/trashOfOwnerFull', 'The trash of this document’s owner is full. Ask them to empty it.'),
    template('sanyam/error/blockedUsers', 'You have blocked {0} users. Unblock one first.'),
    template(
        'sanyam/error/folderDocuments',
        'This folder has more than 1,000 documents. Move the folders and documents in it one at a time.'
    ),
    template(
        'sanyam/error/folderBytes',
        'The documents in this folder have more than 100 MB. Move the folders and documents in it one at a time.'
    ),
    template(
        'sanyam/error/folderShares',
        'The documents in this folder have more than 10,000 shares. Move the folders and documents in it one at a time.'
    ),
    // Limits of a day.
    template('sanyam/error/manyNames', 'You changed the names of versions {0} times in 24 hours. Try again tomorrow.'),
    template('sanyam/error/manyShares', 'You shared documents {0} times in 24 hours. Try again tomorrow.'),
    template('sanyam/error/manyOffers', 'You offered documents {0} times in 24 hours. Try again tomorrow.'),
    template('sanyam/error/manyMoves', 'You moved folders {0} times in 24 hours. Try again tomorrow.'),
    // Names, folders and texts.
    template('sanyam/error/noName', 'Enter a name.'),
    template('sanyam/error/longName', 'A name can have at most {0} characters.'),
    template('sanyam/error/controlCharacter', 'A name cannot contain a control character.'),
    template('sanyam/error/slash', 'A name cannot contain a slash, backslash or control character.'),
    template('sanyam/error/spaceAround', 'A name cannot begin or end with a space.'),
    template('sanyam/error/dots', '“.” and “..” are not valid names.'),
    template('sanyam/error/reserved', 'The name “assets” is reserved.'),
    template(
        'sanyam/error/turning',
        'A name cannot contain {0}, an invisible character that changes the direction of text.'
    ),
    template('sanyam/error/invisible', 'A name must contain a visible character.'),
    template('sanyam/error/hidden', 'A name cannot contain the invisible character {0}.'),
    template('sanyam/error/longFolder', 'The path of a folder can have at most 1,024 characters.'),
    template('sanyam/error/largeFolder', 'The path of a folder can have at most 1,600 bytes. Use shorter names.'),
    template(
        'sanyam/error/folderPath',
        'The path of a folder is names with one slash between them, for example models/shared.'
    ),
    template('sanyam/error/longFolderBelow', 'The path of a folder below would be too long. Use shorter names.'),
    template('sanyam/error/topStays', 'Name the folder to move. The top cannot move.'),
    template('sanyam/error/intoItself', 'A folder cannot move into itself.'),
    template('sanyam/error/language', 'Enter a language id, for example markdown.'),
    template(
        'sanyam/error/nul',
        'The text contains a NUL character (U+0000), which the cloud cannot store. Remove it and save again.'
    ),
    template(
        'sanyam/error/surrogate',
        'The text contains half a character (a lone surrogate), which the cloud cannot store. Remove it and save again.'
    ),
    // Uploads.
    template('sanyam/upload/tooLarge', 'The file has {0}. Your plan allows documents of {1}.'),
    template('sanyam/upload/tooLargeForAll', 'The file has {0}. A cloud document can have at most {1}.'),
    template('sanyam/upload/double', 'Another of the files has this path in another Unicode form. Rename one of them.'),
    // Addresses and shares.
    template('sanyam/error/noEmail', 'Enter an email address.'),
    template('sanyam/error/longEmail', 'An email address can have at most {0} characters.'),
    template('sanyam/error/invalidEmail', 'Enter a valid email address.'),
    template('sanyam/error/domain', 'Enter the domain in ASCII, such as xn--bcher-kva.example for bücher.example.'),
    template('sanyam/error/ownAddress', 'This is your own address.'),
    template('sanyam/error/past', 'The time is in the past.'),
    template('sanyam/error/farFuture', 'The time is after the year 9999.'),
    template('sanyam/error/permission', 'The permission is view, edit or admin.'),
    // The service.
    template('sanyam/error/unreachable', 'Could not reach the cloud at {0}. Check your connection and try again.'),
    template(
        'sanyam/error/serverUnreachable',
        'Cannot reach the server at {0}. Check your network connection, then try again.'
    ),
    template('sanyam/error/outOfDate', 'The cloud at {0} is out of date. Its operator must apply the new migrations.'),
    template(
        'sanyam/error/incomplete',
        'The cloud at {0} could not complete the request (HTTP {1}). Try again in a moment.'
    ),
    template('sanyam/error/emptyAnswer', 'The cloud sent an empty answer.'),
    template(
        'sanyam/error/unexpectedAnswer',
        'The cloud sent an unexpected answer. It may have a different release than this program.'
    ),
    template(
        'sanyam/error/notConfigured',
        'No cloud is configured. Ask your administrator to set SUPABASE_URL and SUPABASE_ANON_KEY.'
    ),
    template('sanyam/error/notConfiguredHere', 'No cloud is configured here.'),
    template('sanyam/error/unavailable', 'The service cannot do this at the moment. Try again soon.'),
    template(
        'sanyam/error/paymentRefused',
        'The payment service refused this, and trying again does not help. Contact the administrator of this cloud.'
    ),
    template('sanyam/error/busy', 'The server has too many requests at the moment. Try again soon.'),
    template('sanyam/error/internal', 'Something went wrong. Report it with the request id.'),
    template('sanyam/error/invalid', 'The request is invalid.'),
    template('sanyam/error/planLimit', 'You have reached a limit of the plan.'),
    template('sanyam/error/planFeature', 'The plan does not include this feature.'),
    template('sanyam/error/rateLimit', 'You have used all requests of this hour. Try again later.'),
    template(
        'sanyam/error/concurrent',
        'You have too many requests at the same time. Wait for answers, then send more.'
    ),
    // What the gateway says about plans.
    template(
        'sanyam/error/noPayments',
        'Plans cannot be bought on this server, because no payment service is configured.'
    ),
    template('sanyam/error/planNotSold', 'This plan cannot be bought here. Choose one of these: {0}.'),
    template(
        'sanyam/error/planNotAtPresent',
        'This plan cannot be bought at present. Ask the administrator of this cloud.'
    ),
    template('sanyam/error/notByTheMonth', 'This plan cannot be paid by the month.'),
    template('sanyam/error/notByTheYear', 'This plan cannot be paid by the year.'),
    template('sanyam/error/noPlanYet', 'You have not bought a plan yet. Choose a plan first.'),
    // What the gateway says about a request that the IDE should not make.
    template('sanyam/error/malformedRequest', 'This is not a valid HTTP request. Send an HTTP/1.1 request.'),
    template('sanyam/error/invalidJson', 'The body is not valid JSON.'),
    template('sanyam/error/invalidIfMatch', 'If-Match is invalid. Send the ETag of the version that you changed.'),
    template(
        'sanyam/error/invalidIfNoneMatch',
        'If-None-Match is invalid. Send an ETag such as "7", a list of ETags, or *.'
    ),
    template('sanyam/error/invalidSignature', 'The signature is invalid.'),
    template('sanyam/error/insufficientScope', 'This API key does not have the scope for this.'),
    template('sanyam/error/notFound', 'There is nothing at this address.'),
    template('sanyam/error/methodNotAllowed', 'This address does not support this method.'),
    template('sanyam/error/requestTimeout', 'The request did not arrive in time. Send it again.'),
    template('sanyam/error/lengthRequired', 'Send a body, with its length in Content-Length.'),
    template('sanyam/error/preconditionFailed', 'A condition of the request is not met. Nothing was changed.'),
    template('sanyam/error/bodyTooLarge', 'The body is too large for this operation. Send less.'),
    template('sanyam/error/mediaType', 'Send the body as application/json, in UTF-8.'),
    template('sanyam/error/headersTooLarge', 'The address and the headers are larger than 16 KB. Send less.'),
    template('sanyam/error/transferEncoding', 'Send the body without a transfer encoding other than chunked.'),
    template('sanyam/error/httpVersion', 'Send the request in HTTP/1.1.')
];
