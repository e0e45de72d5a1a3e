//! Checking what calls bring: names, multiURIs, contents. Cheap checks come first, so that input
//! of any size is refused at the price of its length.

use crate::{Config, Content, Error, Name, Pallet};
use alloc::vec::Vec;
use frame_support::ensure;
use metahub_assets::{ContentId, ContentInput, MultiUri, MultiUriError, MAX_NAME_LEN, MAX_URIS};

impl<T> From<MultiUriError> for Error<T> {
	fn from(error: MultiUriError) -> Self {
		match error {
			MultiUriError::Empty => Self::UriEmpty,
			MultiUriError::TooLong { .. } => Self::UriTooLong,
			MultiUriError::UnknownProtocol(_) => Self::UriUnknownProtocol,
			MultiUriError::NonCanonicalVarint | MultiUriError::NotCanonical(_) => {
				Self::UriNotCanonical
			}
			MultiUriError::TrailingBytes => Self::UriTrailingBytes,
			MultiUriError::Truncated
			| MultiUriError::UnknownScheme
			| MultiUriError::PathNotAllowed(_)
			| MultiUriError::InvalidValue { .. } => Self::UriInvalid,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks a collection's name.
	pub(crate) fn check_name(name: Vec<u8>) -> Result<Name, Error<T>> {
		ensure!(!name.is_empty(), Error::<T>::NameEmpty);
		ensure!(name.len() <= MAX_NAME_LEN as usize, Error::<T>::NameTooLong);
		let text = core::str::from_utf8(&name).map_err(|_| Error::<T>::NameInvalid)?;
		ensure!(!text.chars().any(char::is_control), Error::<T>::NameInvalid);
		Name::try_from(name).map_err(|_| Error::<T>::NameTooLong)
	}

	/// Checks a multiURI.
	pub(crate) fn check_uri(bytes: &[u8]) -> Result<MultiUri, Error<T>> {
		Ok(MultiUri::from_bytes(bytes)?)
	}

	/// Checks what a revision says.
	pub(crate) fn check_content(input: ContentInput) -> Result<Content, Error<T>> {
		let ContentInput { root, entries, total_bytes, manifest, uris } = input;
		ensure!(uris.len() <= MAX_URIS as usize, Error::<T>::TooManyUris);
		ensure!(entries > 0, Error::<T>::NoEntries);
		ensure!(!root.is_zero(), Error::<T>::EmptyRoot);
		let manifest = ContentId::from_bytes(&manifest).map_err(|_| Error::<T>::ManifestInvalid)?;
		let mut checked = Vec::with_capacity(uris.len());
		for uri in uris {
			let uri = Self::check_uri(&uri)?;
			ensure!(!checked.contains(&uri), Error::<T>::DuplicateUri);
			checked.push(uri);
		}
		let uris = checked.try_into().map_err(|_| Error::<T>::TooManyUris)?;
		Ok(Content { root, entries, total_bytes, manifest, uris })
	}
}
